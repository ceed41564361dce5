import type { Api } from "../../../web/api/client.ts";
import type { Inbox, InboxPage, MailboxLine } from "../../../web/api/door-answers.ts";

/** The whole inbox, page by page, who waits longest first; one that moved on meanwhile is there once. */
export async function fetchInbox(api: Pick<Api, "get">, signal?: AbortSignal): Promise<Inbox> {
  const lines = new Map<string, MailboxLine>();
  let after: string | null = null;
  do {
    const page: InboxPage = await api.get(`/api/inbox${after === null ? "" : `?cursor=${after}`}`, signal);
    for (const line of page.mailboxes) lines.set(line.address, line);
    after = page.nextCursor;
  } while (after !== null);
  return { mailboxes: [...lines.values()] };
}
