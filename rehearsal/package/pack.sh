#!/bin/sh
# Compiles the Java programs and packs the .deb files in the layout of the official packages. The same sources give
# the same bytes: times are fixed, owners are root.
set -eu
version=$1
export SOURCE_DATE_EPOCH=1767225600 # 2026-01-01
stamp=2026-01-01T00:00:00+00:00

# program MAIN-CLASS SOURCES SHARE-DIRECTORY JAR ETC-DIRECTORY PACKAGE
program() {
  classes=/tmp/classes-$2
  root=/tmp/root-$6
  mkdir -p "$classes" "$root/$3/lib" "$root/$5"
  find /build/common "/build/$2" -name '*.java' | sort > /tmp/sources
  javac -Xlint:all,-processing -Werror --release 17 -d "$classes" -cp '/build/lib/*' @/tmp/sources
  cp "/build/$2/reference.conf" "$classes/"
  printf 'Implementation-Version: %s\n' "$version" > /tmp/manifest
  # The real jibri is one file: with `java -jar` its libraries are found this way.
  [ "$2" != jibri ] || printf 'Class-Path: %s\n' "$(cd /build && echo lib/*.jar | sed 's/ /\n  /g')" >> /tmp/manifest
  jar --create --date "$stamp" --file "$root/$3/$4" --main-class "$1" --manifest /tmp/manifest -C "$classes" .
  cp /build/lib/*.jar "$root/$3/lib/"
  # Only jigasi speaks SIP.
  [ "$2" = jigasi ] || rm "$root/$3/lib"/jain-sip-*.jar
  cp "/build/$2/logging.properties" "$root/$5/"
}

# pack PACKAGE
pack() {
  root=/tmp/root-$1
  mkdir -p "$root/DEBIAN" /packages
  sed "s/@VERSION@/$version/" "/build/package/control/$1" > "$root/DEBIAN/control"
  find "$root" -type d -exec chmod 0755 {} +
  find "$root" -type f -exec chmod 0644 {} +
  dpkg-deb --root-owner-group --build "$root" "/packages/$1_${version}_all.deb"
}

program org.jitsi.jicofo.Main jicofo usr/share/jicofo jicofo.jar etc/jitsi/jicofo jicofo
program org.jitsi.videobridge.MainKt jvb usr/share/jitsi-videobridge jitsi-videobridge.jar etc/jitsi/videobridge \
  jitsi-videobridge2
program org.jitsi.jibri.MainKt jibri opt/jitsi/jibri jibri.jar etc/jitsi/jibri jibri
program org.jitsi.jigasi.Main jigasi usr/share/jigasi jigasi.jar etc/jitsi/jigasi jigasi
mkdir -p /tmp/root-jitsi-meet-web/usr/share /tmp/root-jitsi-meet-prosody/usr/share/jitsi-meet
cp -r /build/web /tmp/root-jitsi-meet-web/usr/share/jitsi-meet
cp -r /build/prosody /tmp/root-jitsi-meet-prosody/usr/share/jitsi-meet/prosody-plugins
for package in jicofo jitsi-videobridge2 jibri jigasi jitsi-meet-web jitsi-meet-prosody; do
  pack "$package"
done
