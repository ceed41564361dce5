import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface Notice {
  readonly text: ReactNode;
  readonly icon?: IconName;
  /** Someone else did it, so it waits to be put away; what one did oneself makes room for what one does next, and for nothing else. */
  readonly stays?: true;
}

interface Shown extends Notice {
  readonly id: number;
}

const Notices = createContext<(notice: Notice) => void>(() => {});

/** Says something that happened; it stays until it is put away, or the next one takes its place. */
export const useNotices = (): ((notice: Notice) => void) => useContext(Notices);

const SHOWN_MAX = 3;

/** The corner where notices appear; they are said aloud, take no focus, and never leave by themselves. */
export function NoticeCorner(props: { label: string; closeLabel: string; children: ReactNode }) {
  const { label, closeLabel, children } = props;
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const tell = useCallback(
    (notice: Notice) =>
      setShown((before) =>
        [
          ...before.filter(({ stays, text }) => (stays || notice.stays) && text !== notice.text),
          { ...notice, id: (before.at(-1)?.id ?? 0) + 1 },
        ].slice(-SHOWN_MAX),
      ),
    [],
  );
  const putAway = (id: number) => setShown((before) => before.filter((notice) => notice.id !== id));
  return (
    <Notices.Provider value={useMemo(() => tell, [tell])}>
      {children}
      <section className="notices" aria-label={label}>
        <div role="status">
          {shown.map((notice) => (
            <div className="notice" key={notice.id}>
              <Icon name={notice.icon ?? "tick"} />
              <p>{notice.text}</p>
              <button
                type="button"
                className="btn btn-plain btn-icon"
                aria-label={closeLabel}
                onClick={() => putAway(notice.id)}
              >
                <Icon name="cross" />
              </button>
            </div>
          ))}
        </div>
      </section>
    </Notices.Provider>
  );
}
