#!/bin/sh
# Tries a service's files in a throw-away container of its image. Stdin: base64 of a tar of the files.
# From the environment: SERVICE, IMAGE.
set -eu
docker run --rm --interactive \
  --network none --read-only --cap-drop ALL --security-opt no-new-privileges --memory 512m --log-driver none \
  --tmpfs /run:exec,size=64m,uid=1000,gid=1000,mode=0755 \
  --tmpfs /tmp:noexec,size=64m,mode=1777 \
  --tmpfs /config:size=16m,uid=1000,gid=1000,mode=0755 \
  --tmpfs /secrets:size=1m,uid=1000,gid=1000,mode=0700 \
  --entrypoint /usr/local/bin/check "$IMAGE" || {
  echo "$SERVICE refuses the new configuration. The running one is untouched." >&2
  exit 1
}
