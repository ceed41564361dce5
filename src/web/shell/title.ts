import { createContext, use, useEffect } from "react";

/** How many letters have come since someone last looked at the inbox: said before the title of every page. */
export const UnreadContext = createContext(0);

/** Names the page in the browser's tab, with the count of new letters before it. */
export function useTitle(title: string): void {
  const unread = use(UnreadContext);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${title} · Leeward`;
  }, [title, unread]);
}
