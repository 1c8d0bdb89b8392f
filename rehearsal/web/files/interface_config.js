/* REHEARSAL: the few defaults of interface_config.js that something may look at. */
var interfaceConfig = {
  APP_NAME: "Jitsi Meet stack",
  PROVIDER_NAME: "REHEARSAL",
  SHOW_JITSI_WATERMARK: true,
  DEFAULT_WELCOME_PAGE_LOGO_URL: "images/watermark.svg",
};
