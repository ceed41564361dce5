import { setTimeout as sleep } from "node:timers/promises";
import type { NoticesConfig } from "../../../core/config/notices.ts";
import type { Database } from "../../../core/db/index.ts";
import { toBase32 } from "../../../core/keys/index.ts";
import { openNotice } from "./notice.ts";
import { type CameTo, sendersOf } from "./send.ts";
import { claim, endSending, type NoticeToSend } from "./store.ts";

const EVERY_MS = 60_000;
const BATCH = 20;
/** A door that is used to write to strangers can send no more than this in an hour. */
const AN_HOUR_MAX = 600;
const ROLE = "leeward_clock_worker";

export interface NoticeRoundsOptions {
  readonly db: Database;
  readonly config: NoticesConfig;
  /** Opens notices, 32 bytes. */
  readonly privateKey: Uint8Array;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}

/**
 * The worker's part: tells people that there is an answer. Nobody waits for a mail server with a transaction open. One
 * that was sent when the worker was killed may go twice; none is lost.
 */
export class NoticeRounds {
  readonly #options: NoticeRoundsOptions;
  readonly #senders: ReturnType<typeof sendersOf>;
  #hour = 0;
  #sentInHour = 0;

  constructor(options: NoticeRoundsOptions) {
    this.#options = options;
    this.#senders = sendersOf(options.config, options.log);
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#senders.size === 0) return;
    while (!signal.aborted) {
      await this.once(signal).catch((error: unknown) =>
        this.#options.log(
          `notices: ${error instanceof Error ? error.name : "unknown"}; tried again in a minute`,
        ),
      );
      await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
    }
  }

  /** One round. @returns how many were sent */
  async once(signal?: AbortSignal): Promise<number> {
    const { db, now, log } = this.#options;
    let sent = 0;
    for (;;) {
      const hour = Math.floor(now().getTime() / 3_600_000);
      if (hour !== this.#hour) [this.#hour, this.#sentInHour] = [hour, 0];
      const most = Math.min(BATCH, AN_HOUR_MAX - this.#sentInHour);
      if (most <= 0 || signal?.aborted) break;
      const due = await db.transaction(ROLE, (tx) => claim(tx, most));
      for (const one of due) {
        const cameTo = await this.#send(one);
        await db.transaction(ROLE, (tx) => endSending(tx, one, cameTo));
        this.#sentInHour += 1;
        if (cameTo === "sent") sent += 1;
      }
      if (due.length < most) break;
    }
    if (sent > 0) log(`notices: ${sent} sent`);
    return sent;
  }

  async #send({ mailbox, sealed }: NoticeToSend): Promise<CameTo> {
    const notice = await openNotice(this.#options.privateKey, toBase32(mailbox), sealed);
    const send = notice && this.#senders.get(notice.channel);
    // Locked to a key that is gone, to no place, or for a channel that the house gave up: the person is shown it.
    return send ? send(notice) : "refused";
  }
}
