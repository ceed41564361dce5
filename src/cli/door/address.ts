import { UsageError } from "../command.ts";

/** The address of a server, without a path. @throws UsageError */
export function readAddress(text: string): URL {
  const url = URL.parse(text);
  if (
    !url ||
    !["http:", "https:"].includes(url.protocol) ||
    url.pathname !== "/" ||
    url.search ||
    url.hash ||
    url.username
  )
    throw new UsageError(`“${text}” is no address of a server; one looks like https://door.example.org.`);
  return url;
}
