import { execFile } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Proof } from "../../../../tools/proof/contract.ts";
import { readNoticesConfig } from "../../../core/config/notices.ts";
import { DOOR_LANGUAGES } from "../../../core/texts/index.ts";
import { sayIn } from "../pages/texts/index.ts";
import { SENTENCES } from "./notice.ts";
import { sendersOf } from "./send.ts";

const run = promisify(execFile);
const TO = "someone@example.org";
const DELIVERED_WITHIN_MS = 60_000;

/** What a mail server writes over a mail on its way; the rest is ours. */
const OF_THE_SERVER = ["Return-Path", "X-Original-To", "Delivered-To", "Received"];
const OURS = [
  ...["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version"],
  ...["Message-ID", "Subject", "To"],
];

export const proof: Proof = {
  name: "notices by Postfix",
  bar: "each sentence in each language goes through a Postfix of its own into a mailbox, as one sentence and nothing else; nothing names the house, its door or its machine; an address that is not there is refused for good, and a server that is away means later",
  run: async () => {
    if (userInfo().uid !== 0)
      throw new Error("needs Postfix and the right to start it (apt-get install postfix; as root)");
    const postfix = await startPostfix();
    try {
      const logged: string[] = [];
      const config = readNoticesConfig({
        LEEWARD_NOTICE_SMTP: `smtp://127.0.0.1:${postfix.port}`,
        LEEWARD_NOTICE_FROM: "notes@example.net",
      });
      const send = sendersOf(config, (line) => logged.push(line)).get("email");
      if (!send) throw new Error("there is a mail server");
      const wanted = new Map<string, number>();
      for (const language of DOOR_LANGUAGES)
        for (const say of SENTENCES) {
          const came = await send({ channel: "email", to: TO, say, language });
          if (came !== "sent") throw new Error(`${say} in ${language}: ${came}`);
          const sentence = sayIn(language)(say);
          wanted.set(sentence, (wanted.get(sentence) ?? 0) + 1);
        }
      const sent = [...wanted.values()].reduce((sum, times) => sum + times, 0);
      const mails = await postfix.delivered(sent);
      let wrong = 0;
      for (const mail of mails) if (!isAsItShould(mail, wanted)) wrong += 1;
      const unknown = await send({
        channel: "email",
        to: "nobody@example.org",
        say: "notice-say-2",
        language: "en",
      });
      await postfix.stop();
      const away = await send({ channel: "email", to: TO, say: "notice-say-2", language: "en" });
      const toldOfWhom = logged.filter((line) => /example\.org/.test(line)).length;
      return {
        passed:
          mails.length === sent &&
          wrong === 0 &&
          unknown === "refused" &&
          away === "later" &&
          toldOfWhom === 0,
        figures: {
          version: postfix.version,
          sent,
          delivered: mails.length,
          wrong,
          unknown,
          away,
          toldOfWhom,
        },
      };
    } finally {
      await postfix.stop();
      await postfix.remove();
    }
  },
};

/** One sentence twice, as the subject and the text; no other heads than ours and the server's; nothing of where it came from. */
function isAsItShould(mail: string, wanted: Map<string, number>): boolean {
  const [head = "", ...body] = mail.split("\n\n");
  const lines = head.replaceAll(/\n[ \t]+/g, " ").split("\n");
  const names = lines.map((line) => line.split(":")[0] ?? "").filter((name) => !OF_THE_SERVER.includes(name));
  const own = lines
    .filter((line) => !/^(Received|Return-Path|Delivered-To|X-Original-To):/.test(line))
    .join("\n");
  const encoding = /^Content-Transfer-Encoding: (.*)$/m.exec(own)?.[1] ?? "7bit";
  const text = decoded(body.join("\n\n"), encoding).trim();
  const left = wanted.get(text) ?? 0;
  wanted.set(text, left - 1);
  const tells = new RegExp(`leeward|nodemailer|${hostname()}`, "i");
  return (
    left > 0 &&
    !tells.test(mail) &&
    names.toSorted().join() === OURS.join() &&
    /^To: someone@example\.org$/m.test(own)
  );
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replaceAll("=\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A Postfix with folders of its own, which takes mail for one mailbox and sends none on. */
async function startPostfix() {
  const folder = await mkdtemp(join(tmpdir(), "leeward-postfix-"));
  await chmod(folder, 0o755);
  const [port, etc] = [await freePort(), join(folder, "etc")];
  for (const name of ["etc", "queue", "data", "mail"]) await mkdir(join(folder, name));
  const idOf = async (name: string, kind: "-u" | "-g"): Promise<number> =>
    Number((await run("id", [kind, name])).stdout);
  const [uid, gid] = [await idOf("postfix", "-u"), await idOf("postfix", "-g")];
  for (const name of ["data", "mail"]) await chown(join(folder, name), uid, gid);
  await writeFile(
    join(etc, "main.cf"),
    `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = example.org
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ { ${TO} = box/ } }
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${gid}
default_transport = error:nothing goes out
relay_transport = error:nothing goes out
maillog_file = ${folder}/queue/log
maillog_file_prefixes = ${folder}
`,
  );
  await writeFile(
    join(etc, "master.cf"),
    `127.0.0.1:${port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
proxymap unix - - n - - proxymap
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`,
  );
  await run("postfix", ["-c", etc, "start"]);
  const { stdout } = await run("postconf", ["-c", etc, "-h", "mail_version"]);
  let isRunning = true;
  return {
    port,
    version: stdout.trim(),
    /** As they lie in the mailbox, once so many came. */
    delivered: async (count: number): Promise<string[]> => {
      const box = join(folder, "mail/box/new");
      const untilMs = Date.now() + DELIVERED_WITHIN_MS;
      for (;;) {
        const names = await readdir(box).catch(() => []);
        if (names.length >= count || Date.now() > untilMs)
          return Promise.all(names.map((name) => readFile(join(box, name), "utf8")));
        await sleep(200);
      }
    },
    stop: async (): Promise<void> => {
      if (!isRunning) return;
      isRunning = false;
      await run("postfix", ["-c", etc, "stop"]);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
