#!/bin/sh
# Makes sure that the host's kernel has a loopback sound card for each recorder. From the environment: IMAGE, RECORDERS.
set -eu

found=$(docker run --rm --network none --read-only --cap-drop ALL --log-driver none --entrypoint sh "$IMAGE" \
  -c 'cat /sys/class/sound/card*/id 2>/dev/null | grep -c "^Loopback" || true')
[ "$found" -lt "$RECORDERS" ] || exit 0

all=$(seq --separator , 0 $((RECORDERS - 1)))
cat >&2 <<END
The Docker host has $found loopback sound cards, and recording.sound alsa needs $RECORDERS: one for each recorder. On the host, as root:
  echo "options snd-aloop enable=$(echo "$all" | sed 's/[0-9]\{1,\}/1/g') index=$all" > /etc/modprobe.d/alsa-loopback.conf
  echo snd-aloop > /etc/modules-load.d/alsa-loopback.conf
  modprobe --remove snd-aloop; modprobe snd-aloop
Kernels made for cloud machines often lack the module: the distribution's generic kernel has it.
Or record without it: pulumi config set --path recording.sound pulse
END
exit 1
