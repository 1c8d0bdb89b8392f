package org.jitsi.rehearsal;

import org.jivesoftware.smack.packet.StandardExtensionElement;

/** What jicofo and recorders say to each other. */
public final class JibriProtocol {
    public static final String ELEMENT = "jibri";
    public static final String NAMESPACE = "http://jitsi.org/protocol/jibri";
    /** Extension of a recorder's presence. */
    public static final String STATUS = "jibri-status";

    private JibriProtocol() {}

    /** Makes Smack parse their IQs. */
    public static void register() {
        PlainIq.register(ELEMENT, NAMESPACE);
    }

    /** What a recorder's presence says of it. */
    public static StandardExtensionElement presence(boolean busy, boolean healthy) {
        return StandardExtensionElement.builder(STATUS, NAMESPACE)
                .addElement(StandardExtensionElement.builder("busy-status", NAMESPACE)
                        .addAttribute("status", busy ? "busy" : "idle").build())
                .addElement(StandardExtensionElement.builder("health-status", "http://jitsi.org/protocol/health")
                        .addAttribute("status", healthy ? "healthy" : "unhealthy").build())
                .build();
    }

    /** A recorder's answer to an order. */
    public static PlainIq answer(String status, String failure, boolean shouldRetry) {
        return new PlainIq(element(status, null, failure, shouldRetry)).asResult();
    }

    /** A recorder's report, later. */
    public static PlainIq status(String status, String session, String failure, boolean shouldRetry) {
        return new PlainIq(element(status, session, failure, shouldRetry));
    }

    private static StandardExtensionElement element(String status, String session, String failure, boolean shouldRetry) {
        StandardExtensionElement.Builder element =
                StandardExtensionElement.builder(ELEMENT, NAMESPACE).addAttribute("status", status);
        if (session != null) {
            element.addAttribute("session_id", session);
        }
        if (failure != null) {
            element.addAttribute("failure_reason", failure).addAttribute("should_retry", String.valueOf(shouldRetry));
        }
        return element.build();
    }
}
