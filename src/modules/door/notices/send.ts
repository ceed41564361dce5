import { createHmac } from "node:crypto";
import nodemailer from "nodemailer";
import type { NoticesConfig, SmtpConfig, WebhookConfig } from "../../../core/config/notices.ts";
import { sayIn } from "../pages/texts/index.ts";
import type { Channel, Notice } from "./notice.ts";

/** `refused`: for good, the other side knows no such place; `later`: it may go another time. */
export type CameTo = "sent" | "refused" | "later";

/** Sends one notice; never throws: what went wrong is told to the log without a word of whom it was for. */
export type SendNotice = (notice: Notice) => Promise<CameTo>;

const WAIT_MS = 15_000;

/** How notices of each channel go, where the house has the channel. */
export function sendersOf(
  { smtp, webhook }: NoticesConfig,
  log: (line: string) => void,
): ReadonlyMap<Channel, SendNotice> {
  const senders = new Map<Channel, SendNotice>();
  if (smtp) senders.set("email", mailer(smtp, log));
  if (webhook) senders.set("message", poster(webhook, log));
  return senders;
}

/** A mail that says one neutral sentence, twice: what lists of mails show is the whole of it. */
function mailer(smtp: SmtpConfig, log: (line: string) => void): SendNotice {
  const transport = nodemailer.createTransport({
    host: smtp.host,
    // As whom it greets, which a mail server writes into the mail: not the name of this machine.
    name: smtp.from.slice(smtp.from.lastIndexOf("@") + 1),
    port: smtp.port,
    secure: smtp.isTls,
    requireTLS: !smtp.isTls && smtp.needsTls,
    // To this machine nothing goes over a wire, and a local relay shows a certificate that nobody signed.
    ignoreTLS: !smtp.needsTls,
    ...(smtp.login && { auth: { user: smtp.login.user, pass: smtp.login.password } }),
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, say, language }) => {
    const sentence = sayIn(language)(say);
    try {
      await transport.sendMail({
        from: smtp.from,
        to,
        subject: sentence,
        text: `${sentence}\n`,
        xMailer: false,
        headers: { "Auto-Submitted": "auto-generated" },
      });
      return "sent";
    } catch (error) {
      const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown };
      const isForGood = typeof responseCode === "number" && responseCode >= 500 && code === "EENVELOPE";
      // Never the message: a mail server's own words name the address.
      log(`notices: the mail server did not take one (${String(code)} ${String(responseCode ?? "")})`.trim());
      return isForGood ? "refused" : "later";
    }
  };
}

/** One signed request to what sends text messages. A redirect is followed nowhere. */
function poster({ url, secret }: WebhookConfig, log: (line: string) => void): SendNotice {
  return async ({ to, say, language }) => {
    const body = JSON.stringify({ to, text: sayIn(language)(say) });
    const signature = createHmac("sha256", secret).update(body).digest("hex");
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", "leeward-signature": `sha256=${signature}` },
        body,
        redirect: "error",
        signal: AbortSignal.timeout(WAIT_MS),
      });
      await response.body?.cancel();
      if (response.ok) return "sent";
      log(`notices: the webhook answered ${response.status}`);
      return [400, 404, 410, 422].includes(response.status) ? "refused" : "later";
    } catch (error) {
      log(`notices: the webhook did not answer (${error instanceof Error ? error.name : "unknown"})`);
      return "later";
    }
  };
}
