import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** How near a limit is: passed, today, or later. Nothing is red but what has passed. */
export type Nearness = "late" | "soon" | "later";

export interface ClockRow {
  readonly id: string;
  readonly nearness: Nearness;
  readonly due: ReactNode;
  /** Such as “2 h 33 min left”. */
  readonly left: ReactNode;
  /** 0 to 1: how much of the time is used. */
  readonly used: number;
  readonly what: ReactNode;
  readonly basis: ReactNode;
  readonly whom: ReactNode;
  readonly about: ReactNode;
  readonly withWhom: ReactNode;
  readonly next: ReactNode;
  readonly action: ReactNode;
}

export interface ClockGroup {
  readonly id: string;
  readonly nearness: Nearness;
  readonly title: string;
  readonly say?: ReactNode;
  readonly rows: readonly ClockRow[];
}

export interface ClockTitles {
  readonly caption: string;
  readonly due: string;
  readonly what: string;
  readonly whom: string;
  readonly withWhom: string;
  readonly action: string;
}

const GROUP_ICON: Readonly<Record<Nearness, IconName>> = { late: "alert", soon: "clock", later: "sun" };

/** Limits by urgency: due, what, whom, who next; the row's own waterline shows the time used. */
export function Clocks({ titles, groups }: { titles: ClockTitles; groups: readonly ClockGroup[] }) {
  return (
    <table className="clocks">
      <caption className="sr">{titles.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{titles.due}</th>
          <th scope="col">{titles.what}</th>
          <th scope="col">{titles.whom}</th>
          <th scope="col">{titles.withWhom}</th>
          <th scope="col">
            <span className="sr">{titles.action}</span>
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.id}>
          <tr>
            <th className={`group group-${group.nearness}`} colSpan={5} scope="rowgroup">
              <span>
                <Icon name={GROUP_ICON[group.nearness]} />
                <b>{group.title}</b>
                <span className="num faint">{group.rows.length}</span>
                {group.say && <span className="say">{group.say}</span>}
              </span>
            </th>
          </tr>
          {group.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Row({ row }: { row: ClockRow }) {
  return (
    <tr>
      <td className="due">
        <span className="when">
          {row.due}
          <small className={row.nearness === "later" ? undefined : row.nearness}>{row.left}</small>
        </span>
        <Waterline nearness={row.nearness} used={row.used} />
      </td>
      <td>
        <strong>{row.what}</strong>
        <small>
          <bdi>{row.basis}</bdi>
        </small>
      </td>
      <td>
        {row.whom}
        <small>{row.about}</small>
      </td>
      <td>
        {row.withWhom}
        <small>{row.next}</small>
      </td>
      <td>{row.action}</td>
    </tr>
  );
}

function Waterline({ nearness, used }: { nearness: Nearness; used: number }) {
  const fill = nearness === "later" ? "used" : `used-${nearness}`;
  const width = 88 * Math.min(1, Math.max(0, used));
  return (
    <svg className="tide" viewBox="0 0 88 6" preserveAspectRatio="none" aria-hidden="true">
      <rect className="track" width="88" height="6" rx="3" />
      <rect className={fill} width={width} height="6" rx="3" />
    </svg>
  );
}
