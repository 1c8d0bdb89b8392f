set -eu
# A CA in a trust store, a right certificate, and one that names only the host: made in /pki.
cd /pki
key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
certificate() {
  openssl req -x509 $key -CA ca.crt -CAkey ca.key -subj "/CN=$1" -addext "subjectAltName=$2" \
    -addext basicConstraints=CA:FALSE -keyout "$1.key" -out "$1.crt"
}
openssl req -x509 $key -subj /CN=ca -keyout ca.key -out ca.crt
certificate prosody DNS:auth.meet.jitsi,DNS:meet.jitsi,DNS:prosody
certificate wrong-name DNS:prosody,DNS:wrong-name
keytool -importcert -noprompt -alias ca -file ca.crt -keystore trust.p12 -storetype PKCS12 -storepass changeit
