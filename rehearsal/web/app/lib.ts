// Stands where the page loads the client library. The page's own script holds the XMPP client, so nothing is left for it to do.
const globals = window as unknown as Record<string, unknown>;
globals["JitsiMeetJS"] = Object.freeze({ rehearsal: true });

export {};
