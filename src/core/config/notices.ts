import { ConfigError } from "./error.ts";
import { isLoopback } from "./loopback.ts";

/** How a person can be told that there is an answer, where they ask for it. */
export interface NoticesConfig {
  readonly smtp: SmtpConfig | undefined;
  readonly webhook: WebhookConfig | undefined;
}

/** A mail server. */
export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise it is begun before anything is said, but not where the server is this machine. */
  readonly isTls: boolean;
  readonly needsTls: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
  /** Whom the messages come from; a neutral address. */
  readonly from: string;
}

/** What takes `{"to": number, "text": sentence}` and sends it on as a text message. */
export interface WebhookConfig {
  readonly url: string;
  /** Signs each body (HMAC-SHA-256), so that the other side knows it for ours. */
  readonly secret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const FROM = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,189}$/;
const SECRET_CHARACTERS_MIN = 32;

/** @throws ConfigError */
export const readNoticesConfig = (env: Environment): NoticesConfig => ({
  smtp: readSmtp(env),
  webhook: readWebhook(env),
});

function readSmtp(env: Environment): SmtpConfig | undefined {
  const text = env.LEEWARD_NOTICE_SMTP?.trim();
  if (!text) return undefined;
  const url = URL.parse(text);
  if (!url || !["smtp:", "smtps:"].includes(url.protocol) || !url.hostname || url.search || url.hash) {
    throw new ConfigError(
      "LEEWARD_NOTICE_SMTP is no mail server. Write smtps://USER:PASSWORD@HOST:465, or smtp://… for one that begins TLS later.",
    );
  }
  const from = env.LEEWARD_NOTICE_FROM?.trim() ?? "";
  if (!FROM.test(from)) {
    throw new ConfigError(
      "LEEWARD_NOTICE_SMTP is set, but LEEWARD_NOTICE_FROM is no address. Write one that tells nothing, such as notes@example.org.",
    );
  }
  const isTls = url.protocol === "smtps:";
  return {
    host: url.hostname,
    port: Number(url.port) || (isTls ? 465 : 587),
    isTls,
    needsTls: !isLoopback(url.hostname),
    login: url.username
      ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : undefined,
    from,
  };
}

function readWebhook(env: Environment): WebhookConfig | undefined {
  const text = env.LEEWARD_NOTICE_WEBHOOK?.trim();
  if (!text) return undefined;
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!url || !isSafe || url.username || url.hash) {
    throw new ConfigError(
      "LEEWARD_NOTICE_WEBHOOK is no address that notices may go to. Write https://HOST/PATH (http on this machine only), without a password in it.",
    );
  }
  const secret = env.LEEWARD_NOTICE_WEBHOOK_SECRET?.trim() ?? "";
  if (secret.length < SECRET_CHARACTERS_MIN) {
    throw new ConfigError(
      `LEEWARD_NOTICE_WEBHOOK is set, but LEEWARD_NOTICE_WEBHOOK_SECRET has fewer than ${SECRET_CHARACTERS_MIN} characters. Make one with: openssl rand -hex 32`,
    );
  }
  return { url: url.href, secret };
}
