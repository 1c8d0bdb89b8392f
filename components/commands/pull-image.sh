#!/bin/sh
# Has the daemon fetch an image that it does not have, and prints the image's ID. From the environment: IMAGE, SETTING.
set -eu

id() {
  docker image inspect --format '{{.Id}}' "$IMAGE" 2>/dev/null
}

if ! id; then
  if ! said=$(docker pull --quiet "$IMAGE" 2>&1); then
    {
      echo "$SETTING: the image $IMAGE is not on the Docker daemon, and cannot be pulled: $said"
      echo "Name one that can be pulled, from a mirror for example: pulumi config set --path $SETTING registry.example.org/${IMAGE##*/}"
      echo "Or load it into the daemon: docker load < image.tar"
    } >&2
    exit 1
  fi
  id
fi
