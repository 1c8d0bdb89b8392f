/** Keys that jicofo and the bridge read from their files: data, taken from what their sources declare. A `*` is a name of one's own. */

/** What a key's value must be. */
export type KeyKind = "boolean" | "number" | "duration" | "bandwidth" | "percentage" | "list" | "text";

/** A program whose file can be added to: jicofo, or the bridge with the libraries that read the same file. */
export type Program = "jicofo" | "jvb";

const lists: Readonly<Record<Program, Readonly<Partial<Record<KeyKind, string>>>>> = {
  jicofo: {
    boolean: `
      jicofo.authentication.enable-auto-login jicofo.authentication.enabled jicofo.bridge.health-checks.enabled
      jicofo.bridge.health-checks.use-presence jicofo.bridge.ice-failure-detection.enabled
      jicofo.bridge.load-redistribution.enabled jicofo.codec.audio.opus.enabled jicofo.codec.audio.opus.red.enabled
      jicofo.codec.audio.opus.use-inband-fec jicofo.codec.audio.telephone-event.enabled
      jicofo.codec.rtp-extensions.abs-send-time.enabled jicofo.codec.rtp-extensions.audio-level.enabled
      jicofo.codec.rtp-extensions.av1-dependency-descriptor.enabled jicofo.codec.rtp-extensions.extmap-allow-mixed
      jicofo.codec.rtp-extensions.framemarking.enabled jicofo.codec.rtp-extensions.mid.enabled
      jicofo.codec.rtp-extensions.rid.enabled jicofo.codec.rtp-extensions.tcc.enabled
      jicofo.codec.rtp-extensions.tof.enabled jicofo.codec.rtp-extensions.video-content-type.enabled
      jicofo.codec.rtp-extensions.video-layers-allocation.enabled jicofo.codec.video.av1.enable-remb
      jicofo.codec.video.av1.enabled jicofo.codec.video.h264.enable-remb jicofo.codec.video.h264.enabled
      jicofo.codec.video.vp8.enable-remb jicofo.codec.video.vp8.enabled jicofo.codec.video.vp9.enable-remb
      jicofo.codec.video.vp9.enabled jicofo.conference.enable-auto-owner jicofo.conference.enable-ice-restart
      jicofo.conference.enable-moderator-checks jicofo.conference.shared-document.use-random-name
      jicofo.conference.strip-simulcast jicofo.conference.use-json-encoded-sources jicofo.conference.use-rtp-mid-demux
      jicofo.conference.use-ssrc-rewriting jicofo.health.enabled jicofo.jibri.use-private-address-connectivity
      jicofo.jigasi.use-private-address-connectivity jicofo.octo.allow-mixed-versions jicofo.octo.enabled
      jicofo.octo.sctp-datachannels jicofo.rest.conference-request.enabled jicofo.rest.debug.enabled
      jicofo.rest.enabled jicofo.rest.move-endpoints.enabled jicofo.rest.pin.enabled jicofo.rest.prometheus.enabled
      jicofo.sctp.enabled jicofo.transcription.ping.enabled jicofo.translation.ping.enabled
      jicofo.visitors.auto-enable-broadcast jicofo.visitors.enable-live-room jicofo.visitors.enabled
      jicofo.visitors.require-muc-config-flag jicofo.xmpp.client.disable-certificate-verification
      jicofo.xmpp.client.enabled jicofo.xmpp.client.use-tls jicofo.xmpp.service.disable-certificate-verification
      jicofo.xmpp.service.enabled jicofo.xmpp.service.use-tls jicofo.xmpp.use-jitsi-jid-validation
      jicofo.xmpp.visitors.*.disable-certificate-verification jicofo.xmpp.visitors.*.enabled
      jicofo.xmpp.visitors.*.use-tls tracing.enabled
    `,
    number: `
      jicofo.bridge.average-participant-stress jicofo.bridge.ice-failure-detection.min-endpoints
      jicofo.bridge.ice-failure-detection.threshold jicofo.bridge.load-redistribution.endpoints
      jicofo.bridge.load-redistribution.stress-threshold jicofo.bridge.max-bridge-participants
      jicofo.bridge.max-bridge-participants-per-interval jicofo.bridge.stress-threshold
      jicofo.codec.audio.opus.minptime jicofo.codec.audio.opus.pt jicofo.codec.audio.opus.red.pt
      jicofo.codec.audio.telephone-event.pt jicofo.codec.rtp-extensions.abs-send-time.id
      jicofo.codec.rtp-extensions.audio-level.id jicofo.codec.rtp-extensions.av1-dependency-descriptor.id
      jicofo.codec.rtp-extensions.framemarking.id jicofo.codec.rtp-extensions.mid.id
      jicofo.codec.rtp-extensions.rid.id jicofo.codec.rtp-extensions.tcc.id jicofo.codec.rtp-extensions.tof.id
      jicofo.codec.rtp-extensions.video-content-type.id jicofo.codec.rtp-extensions.video-layers-allocation.id
      jicofo.codec.video.av1.pt jicofo.codec.video.av1.rtx-pt jicofo.codec.video.h264.pt
      jicofo.codec.video.h264.rtx-pt jicofo.codec.video.vp8.pt jicofo.codec.video.vp8.rtx-pt jicofo.codec.video.vp9.pt
      jicofo.codec.video.vp9.rtx-pt jicofo.conference.max-audio-senders jicofo.conference.max-ssrc-groups-per-user
      jicofo.conference.max-ssrcs-per-user jicofo.conference.max-video-senders jicofo.conference.min-participants
      jicofo.conference.restart-request-rate-limits.max-requests jicofo.conference.source-signaling-delays.*
      jicofo.jibri.num-retries jicofo.rest.port jicofo.translation.max-languages-per-connect
      jicofo.visitors.max-participants jicofo.visitors.max-visitors-per-node jicofo.xmpp.client.port
      jicofo.xmpp.service.port jicofo.xmpp.visitors.*.port
    `,
    duration: `
      jicofo.authentication.authentication-lifetime jicofo.bridge.failure-reset-threshold
      jicofo.bridge.health-checks.interval jicofo.bridge.health-checks.presence-timeout
      jicofo.bridge.health-checks.retry-delay jicofo.bridge.ice-failure-detection.interval
      jicofo.bridge.ice-failure-detection.timeout jicofo.bridge.load-redistribution.interval
      jicofo.bridge.load-redistribution.timeout jicofo.bridge.max-bridge-participants-interval
      jicofo.bridge.participant-rampup-interval jicofo.conference.initial-timeout
      jicofo.conference.restart-request-rate-limits.interval
      jicofo.conference.restart-request-rate-limits.min-interval jicofo.conference.single-participant-timeout
      jicofo.health.interval jicofo.health.max-check-duration jicofo.health.timeout jicofo.jibri.pending-timeout
      jicofo.metrics.update-interval jicofo.transcription.ping.interval jicofo.transcription.ping.timeout
      jicofo.translation.ping.interval jicofo.translation.ping.timeout jicofo.visitors.notification-interval
      jicofo.visitors.vnode-join-latency-interval jicofo.xmpp.client.reply-timeout jicofo.xmpp.service.reply-timeout
      jicofo.xmpp.visitors.*.reply-timeout
    `,
    list: `
      jicofo.xmpp.trusted-domains
    `,
    text: `
      jicofo.authentication.login-url jicofo.authentication.type jicofo.bridge.brewery-jid
      jicofo.bridge.participant-selection-strategy jicofo.bridge.selection-strategy jicofo.bridge.topology-strategy
      jicofo.bridge.visitor-selection-strategy jicofo.bridge.xmpp-connection-name jicofo.conference.reinvite-method
      jicofo.health.room-name-prefix jicofo.jibri-sip.brewery-jid jicofo.jibri.brewery-jid
      jicofo.jibri.xmpp-connection-name jicofo.jigasi.brewery-jid jicofo.jigasi.xmpp-connection-name
      jicofo.local-region jicofo.rest.host jicofo.transcription.http-headers.* jicofo.transcription.url-template
      jicofo.translation.http-headers.* jicofo.translation.mode jicofo.translation.url-template
      jicofo.xmpp.client.client-proxy jicofo.xmpp.client.conference-muc-jid jicofo.xmpp.client.domain
      jicofo.xmpp.client.hostname jicofo.xmpp.client.password jicofo.xmpp.client.resource jicofo.xmpp.client.username
      jicofo.xmpp.client.xmpp-domain jicofo.xmpp.service.domain jicofo.xmpp.service.hostname
      jicofo.xmpp.service.password jicofo.xmpp.service.resource jicofo.xmpp.service.username
      jicofo.xmpp.service.xmpp-domain jicofo.xmpp.visitors.*.conference-service jicofo.xmpp.visitors.*.domain
      jicofo.xmpp.visitors.*.hostname jicofo.xmpp.visitors.*.password jicofo.xmpp.visitors.*.resource
      jicofo.xmpp.visitors.*.username jicofo.xmpp.visitors.*.xmpp-domain tracing.service-name
    `,
  },
  jvb: {
    boolean: `
      ice4j.consent-freshness.randomize-interval ice4j.harvest.mapping.aws.enabled ice4j.harvest.mapping.aws.force
      ice4j.harvest.udp.use-dynamic-ports ice4j.harvest.use-ipv6 ice4j.harvest.use-link-local-addresses
      ice4j.redact-remote-addresses ice4j.send-to-last-received-from-address ice4j.use-component-socket
      jmt.audio.level.discard-silence jmt.audio.red.vad-only jmt.debug.packet-timeline.enabled
      jmt.debug.payload-verification.enabled jmt.debug.pcap.enabled jmt.debug.pcap.start-enabled tracing.enabled
      videobridge.apis.rest.enabled videobridge.apis.xmpp-client.configs.*.DISABLE_CERTIFICATE_VERIFICATION
      videobridge.apis.xmpp-client.stats-filter.enabled videobridge.cc.allow-oversend-onstage videobridge.cc.trust-bwe
      videobridge.cc.use-vla-target-bitrate videobridge.connection-stats.enabled videobridge.cryptex.endpoint
      videobridge.cryptex.relay videobridge.health.require-stun videobridge.health.require-valid-address
      videobridge.health.sticky-failures videobridge.http-servers.private.need-client-auth
      videobridge.http-servers.private.send-server-version videobridge.http-servers.public.need-client-auth
      videobridge.http-servers.public.send-server-version videobridge.ice.advertise-private-candidates
      videobridge.ice.resolve-remote-candidates videobridge.ice.restart.enabled videobridge.initial-drain-mode
      videobridge.load-management.load-measurements.cpu-usage.detect-cpu-steal
      videobridge.load-management.reducer-enabled videobridge.loudest.always-route-dominant
      videobridge.loudest.route-loudest-only videobridge.redact-colibri-http-headers
      videobridge.redact-remote-addresses videobridge.relay.enabled videobridge.rest.debug.enabled
      videobridge.rest.drain.enabled videobridge.rest.health.enabled videobridge.rest.prometheus.enabled
      videobridge.rest.rtcstats.enabled videobridge.rest.shutdown.enabled videobridge.rest.version.enabled
      videobridge.sctp.enabled videobridge.speech-activity.enable-silence-detection videobridge.stats.jvm.enabled
      videobridge.stats.transit-time.enable-jitter videobridge.stats.transit-time.enable-json
      videobridge.stats.transit-time.enable-prometheus videobridge.version.announce
      videobridge.websockets.enable-compression videobridge.websockets.enabled
      videobridge.websockets.send-keepalive-pings videobridge.websockets.tls
    `,
    number: `
      ice4j.consent-freshness.max-retransmissions ice4j.harvest.udp.receive-buffer-size
      ice4j.harvest.udp.socket-pool-size ice4j.ice.max-check-list-size jmt.audio.level.forwarded-silence-packets-limit
      jmt.bwe.overuse-detector.initial-threshold jmt.bwe.overuse-detector.overusing-time-threshold
      jmt.bwe.send-side.high-loss-threshold jmt.bwe.send-side.loss-experiment.high-loss-threshold
      jmt.bwe.send-side.loss-experiment.low-loss-threshold jmt.bwe.send-side.loss-experiment.probability
      jmt.bwe.send-side.low-loss-threshold jmt.bwe.send-side.timeout-experiment.probability
      jmt.debug.packet-loss.incoming.burst-interval jmt.debug.packet-loss.incoming.burst-size
      jmt.debug.packet-loss.outgoing.burst-interval jmt.debug.packet-loss.outgoing.burst-size
      jmt.debug.packet-timeline.log-fraction jmt.keyframe.max-requests jmt.keyframe.source-wide-max-requests
      jmt.srtp.max-consecutive-packets-discarded-early jmt.transceiver.recv.queue-size jmt.transceiver.send.queue-size
      videobridge.apis.xmpp-client.configs.*.PORT videobridge.apis.xmpp-client.jid-cache-size
      videobridge.cc.bwe-change-threshold videobridge.cc.default-max-height-px videobridge.cc.initial-last-n
      videobridge.cc.initial-max-height-px videobridge.cc.jvb-last-n videobridge.cc.onstage-preferred-framerate
      videobridge.cc.onstage-preferred-height-px videobridge.exporter.max-reconnect-attempts
      videobridge.http-servers.private.port videobridge.http-servers.private.tls-port
      videobridge.http-servers.public.port videobridge.http-servers.public.tls-port videobridge.ice.udp.port
      videobridge.load-management.average-participant-stress videobridge.load-management.conference-last-n-limits.*
      videobridge.load-management.load-measurements.cpu-usage.load-threshold
      videobridge.load-management.load-measurements.cpu-usage.recovery-threshold
      videobridge.load-management.load-measurements.packet-rate.load-threshold
      videobridge.load-management.load-measurements.packet-rate.recovery-threshold
      videobridge.load-management.load-reducers.last-n.maximum-enforced-last-n-value
      videobridge.load-management.load-reducers.last-n.minimum-last-n-value
      videobridge.load-management.load-reducers.last-n.recover-scale
      videobridge.load-management.load-reducers.last-n.reduction-scale videobridge.loudest.energy-alpha-pct
      videobridge.loudest.num-loudest videobridge.sctp.max-channels
      videobridge.shutdown.graceful-shutdown-min-participants videobridge.speech-activity.recent-speakers-count
      videobridge.ssrc-limit.audio videobridge.ssrc-limit.video videobridge.stats-filter-threshold
      videobridge.transport.send.queue-size
    `,
    duration: `
      ice4j.consent-freshness.interval ice4j.consent-freshness.max-wait-interval
      ice4j.consent-freshness.original-wait-interval ice4j.harvest.timeout ice4j.ice.termination-delay
      jmt.bwe.estimator.GoogleCc.default-bucket-size jmt.bwe.estimator.GoogleCc.default-initial-ignore-bwe-period
      jmt.bwe.estimator.GoogleCc.default-window-size jmt.bwe.estimator.GoogleCc2.default-bucket-size
      jmt.bwe.estimator.GoogleCc2.default-initial-ignore-bwe-period jmt.bwe.estimator.GoogleCc2.default-window-size
      jmt.dtls.handshake-timeout jmt.keyframe.max-request-interval jmt.keyframe.min-interval
      jmt.keyframe.source-wide-max-request-interval jmt.keyframe.source-wide-min-interval
      jmt.rtp.bitrate-calculator.bucket-size jmt.rtp.bitrate-calculator.window-size
      videobridge.apis.xmpp-client.presence-interval videobridge.cc.initial-ignore-bwe-period
      videobridge.cc.max-time-between-calculations videobridge.cc.padding-period videobridge.connection-stats.interval
      videobridge.entity-expiration.check-interval videobridge.entity-expiration.timeout
      videobridge.ep-connection-status.check-interval videobridge.ep-connection-status.first-transfer-timeout
      videobridge.ep-connection-status.max-inactivity-limit videobridge.exporter.base-delay
      videobridge.exporter.max-delay videobridge.exporter.stable-connection-threshold videobridge.health.interval
      videobridge.health.max-check-duration videobridge.health.timeout videobridge.ice.restart.timeout
      videobridge.ice.restart.transition-window videobridge.load-management.load-reducers.last-n.impact-time
      videobridge.loudest.energy-expire-time videobridge.shutdown.graceful-shutdown-max-duration
      videobridge.shutdown.shutting-down-delay videobridge.speech-activity.silence-detection-timeout
      videobridge.stats.interval videobridge.websockets.idle-timeout videobridge.websockets.keepalive-ping-interval
    `,
    bandwidth: `
      jmt.bwe.estimator.initial-bw jmt.bwe.estimator.max-bw jmt.bwe.estimator.min-bw
      jmt.bwe.send-side.bitrate-threshold jmt.bwe.send-side.loss-experiment.bitrate-threshold
      videobridge.cc.assumed-bandwidth-limit videobridge.cc.max-oversend-bitrate
    `,
    percentage: `
      jmt.debug.packet-loss.incoming.uniform-rate jmt.debug.packet-loss.outgoing.uniform-rate
    `,
    list: `
      ice4j.harvest.allowed-addresses ice4j.harvest.allowed-interfaces ice4j.harvest.blocked-addresses
      ice4j.harvest.blocked-interfaces ice4j.harvest.mapping.static-mappings ice4j.harvest.mapping.stun.addresses
      jmt.dtls.accepted-fingerprint-hash-functions jmt.dtls.cipher-suites jmt.srtp.protection-profiles
      videobridge.apis.xmpp-client.stats-filter.whitelist videobridge.http-servers.private.tls-cipher-suites
      videobridge.http-servers.private.tls-protocols videobridge.http-servers.public.tls-cipher-suites
      videobridge.http-servers.public.tls-protocols videobridge.websockets.domains
      videobridge.websockets.relay-domains
    `,
    text: `
      ice4j.software jmt.audio.red.distance jmt.audio.red.policy jmt.bwe.estimator.engine jmt.debug.pcap.directory
      jmt.dtls.local-fingerprint-hash-function jmt.srtp.factory-class tracing.service-name
      videobridge.apis.xmpp-client.configs.*.DOMAIN videobridge.apis.xmpp-client.configs.*.HOSTNAME
      videobridge.apis.xmpp-client.configs.*.IQ_HANDLER_MODE videobridge.apis.xmpp-client.configs.*.MUC_JIDS
      videobridge.apis.xmpp-client.configs.*.MUC_NICKNAME videobridge.apis.xmpp-client.configs.*.PASSWORD
      videobridge.apis.xmpp-client.configs.*.SECURITY_MODE videobridge.apis.xmpp-client.configs.*.USERNAME
      videobridge.http-servers.private.host videobridge.http-servers.private.key-store-password
      videobridge.http-servers.private.key-store-path videobridge.http-servers.public.host
      videobridge.http-servers.public.key-store-password videobridge.http-servers.public.key-store-path
      videobridge.ice.keep-alive-strategy videobridge.ice.nomination-strategy videobridge.ice.ufrag-prefix
      videobridge.load-management.load-measurements.load-measurement videobridge.relay.region
      videobridge.relay.relay-id videobridge.version.release videobridge.websockets.domain
      videobridge.websockets.relay-domain videobridge.websockets.server-id
    `,
  },
};

/** Every key that a program reads, with the kind of its value. */
export function programKeys(program: Program): ReadonlyMap<string, KeyKind> {
  return new Map(
    (Object.entries(lists[program]) as [KeyKind, string][]).flatMap(([kind, keys]) =>
      keys
        .trim()
        .split(/\s+/)
        .map((key): [string, KeyKind] => [key, kind]),
    ),
  );
}
