const body = "xmlns='http://jabber.org/protocol/httpbind' xmlns:xmpp='urn:xmpp:xbosh'";

export interface BoshLogin {
  readonly port: number;
  readonly domain: string;
  /** Query string of the address, for instance `token=...&room=...`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A login with a password, as the bytes of SASL PLAIN. */
  readonly plain?: { readonly asWhom?: string; readonly username: string; readonly password: string };
}

function authText({ plain }: BoshLogin): string {
  const attributes = "xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism";
  return plain === undefined
    ? `<auth ${attributes}='ANONYMOUS'/>`
    : `<auth ${attributes}='PLAIN'>${Buffer.from(`${plain.asWhom ?? ""}\0${plain.username}\0${plain.password}`).toString("base64")}</auth>`;
}

/** What a login over BOSH, anonymous or with a password, comes to: the full JID, or the refusal's condition. */
export async function boshLogin(options: BoshLogin): Promise<string> {
  const { port, domain, query = "", headers = {} } = options;
  const url = `http://127.0.0.1:${String(port)}/http-bind?${query}`;
  let rid = 1000;
  const post = async (attributes: string, content = ""): Promise<string> => {
    const text = `<body ${body} rid='${String(rid++)}' ${attributes}>${content}</body>`;
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "text/xml", ...headers },
      body: text,
    });
    return response.text();
  };
  const created = await post(`to='${domain}' wait='5' hold='1' ver='1.6' xmpp:version='1.0'`);
  const sid = `sid='${/sid='([^']+)'/.exec(created)?.[1] ?? ""}'`;
  const answer = await post(sid, authText(options));
  const failure = /<failure [^>]*><([a-z-]+)/.exec(answer)?.[1];
  if (failure !== undefined) {
    await post(`${sid} type='terminate'`);
    return failure;
  }
  await post(`${sid} xmpp:restart='true'`);
  const bound = await post(sid, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
  await post(`${sid} type='terminate'`);
  return /<jid>([^<]+)<\/jid>/.exec(bound)?.[1] ?? `no address in ${bound}`;
}
