// The host that runs Python programs. Today's is not published as a Go module; this is the last release of sdk/v3 that
// holds one, and it runs under today's engine (it knows the option virtualenv, not toolchain).
module language

go 1.25.11

require github.com/pulumi/pulumi/sdk/v3 v3.75.0
