import { tellsAlerts } from "../derived.ts";
import { bridgeName } from "../ports.ts";
import type { Settings } from "../settings/index.ts";
import { renderAcme, usesAcme } from "./acme.ts";
import { renderTurn } from "./coturn.ts";
import { renderEtherpad } from "./etherpad.ts";
import type { Files } from "./files.ts";
import { recorderName, renderJibri } from "./jibri.ts";
import { renderJicofo } from "./jicofo.ts";
import { renderJigasi } from "./jigasi.ts";
import { renderJvb } from "./jvb.ts";
import { renderAlertmanager } from "./monitoring/alertmanager.ts";
import { renderExporters } from "./monitoring/exporters.ts";
import { renderGrafana } from "./monitoring/grafana.ts";
import { renderLogCollector } from "./monitoring/log-collector.ts";
import { renderLoki } from "./monitoring/loki.ts";
import { renderPrometheus } from "./monitoring/prometheus.ts";
import { turnService } from "./names.ts";
import { renderProsody } from "./prosody.ts";
import { renderTranscriber } from "./transcriber.ts";
import { renderWeb } from "./web.ts";

/** Every file of every service: service name -> path -> text. Bridges are `jvb-1`, `jvb-2`, ..., recorders `jibri-1`, ... */
export function renderAll(settings: Settings): Readonly<Record<string, Files>> {
  const bridges = Array.from({ length: settings.bridge.count }, (_, i) => [
    bridgeName(i + 1),
    renderJvb(settings, i + 1),
  ]);
  return {
    web: renderWeb(settings),
    prosody: renderProsody(settings),
    jicofo: renderJicofo(settings),
    ...(Object.fromEntries(bridges) as Record<string, Files>),
    ...recorders(settings),
    ...(usesAcme(settings) ? { acme: renderAcme(settings) } : {}),
    ...(settings.telephony.enabled ? { jigasi: renderJigasi(settings) } : {}),
    ...(settings.etherpad.mode === "builtin" ? { etherpad: renderEtherpad(settings) } : {}),
    ...(settings.transcription.enabled ? { transcriber: renderTranscriber(settings) } : {}),
    ...(settings.turn.mode === "builtin" ? { [turnService]: renderTurn(settings) } : {}),
    ...monitoring(settings),
  };
}

function recorders(settings: Settings): Readonly<Record<string, Files>> {
  const count = settings.recording.enabled ? settings.recording.count : 0;
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [recorderName(i + 1), renderJibri(settings, i + 1)]),
  );
}

function monitoring(settings: Settings): Readonly<Record<string, Files>> {
  const { prometheus, grafana, loki } = settings.observability;
  return {
    ...(prometheus.enabled ? { prometheus: renderPrometheus(settings), exporters: renderExporters(settings) } : {}),
    ...(tellsAlerts(settings) ? { alertmanager: renderAlertmanager(settings) } : {}),
    ...(grafana.enabled ? { grafana: renderGrafana(settings) } : {}),
    ...(loki.enabled ? { loki: renderLoki(settings), "log-collector": renderLogCollector() } : {}),
  };
}
