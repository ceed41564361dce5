let aheadMs = 0;

/** What the server's answer says of the hour: a borrowed phone's clock can be hours wrong, and what holds until when is the server's. */
export function hearHour(answer: Response): void {
  const saidMs = Date.parse(answer.headers.get("date") ?? "");
  if (!Number.isNaN(saidMs)) aheadMs = saidMs - Date.now();
}

/** Now, by the server's clock as its newest answer gave it; by the phone's before any answer. */
export const nowMs = (): number => Date.now() + aheadMs;
