import { Conference } from "./conference.ts";
import { loadScripts } from "./analytics.ts";
import { recorderLogin } from "./recorder.ts";
import { randomRoom, readPlace, roomPath } from "./place.ts";
import { type PageConfig, type PageSettings, readSettings } from "./settings.ts";
import type { Phase } from "./state.ts";
import { login } from "./view/login.ts";
import { ended, type Page, page, waiting } from "./view/page.ts";
import { prejoin } from "./view/prejoin.ts";
import { testPicture } from "./view/recording.ts";
import { room as roomView } from "./view/room.ts";
import { welcome } from "./view/welcome.ts";

declare global {
  interface Window {
    config?: PageConfig;
    /** For tests: what cannot be seen in the page. */
    APP_REHEARSAL?: Readonly<Record<string, unknown>>;
  }
}

const nameKey = "display-name";

function start(root: HTMLElement): void {
  const place = readPlace(location.pathname);
  const frame = page(root, place.room);
  let settings: PageSettings;
  try {
    settings = readSettings(window.config, location.hash);
  } catch (problem) {
    frame.show("ended", "config", []);
    console.error(problem);
    return;
  }
  document.documentElement.lang = settings.language;
  if (place.room === undefined) {
    openWelcome(settings, place.tenant, frame);
  } else {
    document.title = `${place.room} · REHEARSAL`;
    openRoom(settings, place.room, frame);
  }
}

function openWelcome(settings: PageSettings, tenant: string | undefined, frame: Page): void {
  if (!settings.welcomePage) {
    location.replace(roomPath(randomRoom(), tenant));
    return;
  }
  frame.show("welcome", undefined, []);
  frame.put(
    welcome(tenant, (path) => {
      location.assign(path);
    }),
  );
}

function openRoom(settings: PageSettings, room: string, frame: Page): void {
  const known = settings.name ?? localStorage.getItem(nameKey) ?? "";
  if (!settings.prejoin && (known !== "" || !settings.nameRequired)) {
    attend(settings, room, known, frame);
    return;
  }
  frame.show("prejoin", undefined, []);
  frame.put(
    prejoin(room, known, settings.nameRequired, (name) => {
      localStorage.setItem(nameKey, name);
      attend(settings, room, name, frame);
    }),
  );
}

/** What is in the middle of the page during each phase. */
type Scene = "waiting" | "login" | "room" | "ended";

function sceneOf(phase: Phase): Scene {
  switch (phase) {
    case "login":
    case "waiting-for-host":
      return "login";
    case "joined":
      return "room";
    case "ended":
      return "ended";
    default:
      return "waiting";
  }
}

function attend(settings: PageSettings, room: string, name: string, frame: Page): void {
  let shown = "";
  const conference = new Conference(settings, room, name === "" ? undefined : name, show);
  loadScripts(settings.analyticsScripts);
  const people = roomView(
    {
      leave: () => {
        conference.leave();
      },
    },
    settings,
    room,
  );
  const guest = settings.guestDomain === settings.domain ? undefined : (): void => void conference.enter();

  function content(scene: Scene, phase: Phase): HTMLElement {
    switch (scene) {
      case "login":
        return login(phase, { login: (credentials) => void conference.enter(credentials), guest });
      case "room":
        return settings.recorder ? testPicture(people.element) : people.element;
      case "ended":
        return ended();
      case "waiting":
        return waiting();
    }
  }

  function show(): void {
    const { phase, error, participants, words, document: pad } = conference.state;
    const scene = sceneOf(phase);
    frame.show(phase, error, participants, words);
    people.show(participants, pad);
    const wanted = scene === "login" ? phase : scene;
    if (wanted !== shown) {
      shown = wanted;
      frame.put(content(scene, phase));
    }
  }

  window.APP_REHEARSAL = hooks(conference, settings);
  void conference.enter(settings.recorder ? recorderLogin(location.hash, localStorage) : undefined);
}

function hooks(conference: Conference, settings: PageSettings): Readonly<Record<string, unknown>> {
  return {
    get state() {
      return conference.state;
    },
    get jid() {
      return conference.xmpp?.jid;
    },
    /** Logins so far; stays 1 while nothing interrupts the connection. */
    get logins() {
      return conference.logins;
    },
    get connected() {
      return conference.xmpp?.strophe.connected === true;
    },
    get sessionOffered() {
      return conference.sessionOffered;
    },
    get moderator() {
      return conference.state.participants.some(({ self, moderator }) => self && moderator);
    },
    get recording() {
      return conference.recording;
    },
    record: (action: "start" | "stop") => conference.record(action),
    transport: settings.service.startsWith("ws") ? "websocket" : "bosh",
  };
}

const root = document.getElementById("react");
if (root) {
  start(root);
}
