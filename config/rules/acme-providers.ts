/** DNS providers of lego 4.9, the version in Debian trixie, as `lego dnshelp` names them: without `exec` and `manual`. */
export const dnsProviders: readonly string[] = `
acme-dns alidns allinkl arvancloud auroradns autodns azure bindman bluecat checkdomain civo clouddns cloudflare cloudns cloudxns conoha
constellix desec designate digitalocean dnsimple dnsmadeeasy dnspod dode domeneshop dreamhost duckdns dyn dynu easydns edgedns epik
exoscale freemyip gandi gandiv5 gcloud gcore glesys godaddy hetzner hostingde hosttech httpreq hurricane hyperone ibmcloud iij iijdpf
infoblox infomaniak internetbs inwx ionos iwantmyname joker lightsail linode liquidweb loopia luadns mydnsjp mythicbeasts namecheap
namedotcom namesilo nearlyfreespeech netcup netlify nicmanager nifcloud njalla ns1 oraclecloud otc ovh pdns porkbun rackspace regru
rfc2136 rimuhosting route53 safedns sakuracloud scaleway selectel servercow simply sonic stackpath tencentcloud transip variomedia
vegadns vercel versio vinyldns vkcloud vscale vultr wedos yandex yandexcloud zoneee zonomi
`
  .trim()
  .split(/\s+/);
