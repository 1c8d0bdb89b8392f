#!/bin/sh
# Makes a running container take its changed files in. From the environment: CONTAINER.
# Stdout is the container that has them; PULUMI_COMMAND_STDOUT is the one that had them last time. A container that is
# new since then has started with the files of now.
set -eu
if [ "${PULUMI_COMMAND_STDOUT-}" = "$CONTAINER" ]; then
  docker exec "$CONTAINER" /usr/local/bin/reload >&2
fi
printf %s "$CONTAINER"
