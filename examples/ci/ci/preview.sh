#!/usr/bin/env bash
# Preview a stack into preview.json, and report on it in report.md and report.html.
#
#   preview.sh STACK
#
# Exit codes are the report's: 0, 1 for a preview that failed, 10 for a risk of --fail-on. The report is written in each
# of these cases.
set -euo pipefail

rm -f preview.json report.md report.html # of an earlier run
pulumi preview --stack "$1" --refresh --json >preview.json ||
  echo 'the preview failed; the report says why' >&2
statsig-pulumi report preview.json --stack "$(sed -n 's/^name: *//p' Pulumi.yaml)/${1##*/}" \
  --markdown report.md --html report.html ${FAIL_ON:+--fail-on "$FAIL_ON"}
