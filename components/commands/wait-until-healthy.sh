#!/bin/sh
# Waits until a container is healthy. From the environment: SERVICE, CONTAINER, TIMEOUT in seconds.
set -eu

waited=0
while :; do
  status=$(docker inspect --format '{{if .State.Running}}{{.State.Health.Status}}{{else}}{{.State.Status}}{{end}}' "$CONTAINER")
  [ "$status" != healthy ] || exit 0
  [ "$waited" -lt "$TIMEOUT" ] || break
  sleep 1
  waited=$((waited + 1))
done

{
  echo "$SERVICE is $status after $TIMEOUT seconds. Its health check says:"
  docker inspect --format '{{range .State.Health.Log}}{{.Output}}{{end}}' "$CONTAINER" | sed '/^[[:space:]]*$/d' | tail -n 1
  echo "The end of its log:"
  docker logs --tail 15 "$CONTAINER" 2>&1
} >&2
exit 1
