import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components";
import { useDesk } from "./desk-context.tsx";
import { NoticeCorner } from "./kit/toast.tsx";

/** What surrounds every page: the language of the component library, and the corner for notices. */
export function Frame({ children }: { children: ReactNode }) {
  const { say, locale } = useDesk();
  return (
    <I18nProvider locale={locale}>
      <NoticeCorner label={say("notices.label")} closeLabel={say("close")}>
        {children}
      </NoticeCorner>
    </I18nProvider>
  );
}
