#!/usr/bin/env bash
# Try the program in a stack of its own, in a sandbox project or on the emulator.
#
#   trial.sh up STACK     create everything, and see that a second run has nothing to do
#   trial.sh down STACK   destroy everything, and the stack
set -euo pipefail

case "$1" in
up)
  pulumi stack select --create "$2"
  pulumi up --stack "$2" --yes --skip-preview
  pulumi preview --stack "$2" --expect-no-changes
  ;;
down)
  pulumi stack select "$2" 2>/dev/null || exit 0 # it was never made
  pulumi destroy --stack "$2" --yes --skip-preview
  pulumi stack rm --stack "$2" --yes
  ;;
*)
  sed -n '2,6s/^# *//p' "$0" >&2
  exit 2
  ;;
esac
