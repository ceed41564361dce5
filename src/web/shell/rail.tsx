import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useDesk, useSay } from "../desk-context.tsx";
import { Icon, type IconName } from "../kit/icon.tsx";
import { Mark } from "../kit/lee-line.tsx";
import { useSession } from "../session/session.tsx";
import type { TextKey } from "../texts/index.ts";
import { Find } from "./find.tsx";
import { Own } from "./own.tsx";

interface Place {
  readonly to: string;
  readonly icon: IconName;
  readonly text: TextKey;
  readonly count?: number | undefined;
}

/** The way around the desk. On a phone it is one line and a menu; the places of work stay in reach. */
export function Rail(props: {
  counts: { readonly today?: number; readonly inbox?: number; readonly proposals?: number };
  /** Whether something waits for a second member: this one, or another. */
  waits: boolean;
  path: string;
}) {
  const { counts, waits, path } = props;
  const say = useSay();
  const { me } = useSession();
  const [open, setOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(() => setOpen(false), [path]);
  const seconds: Place = { to: "/seconds", icon: "tick", text: "rail.proposals", count: counts.proposals };
  const work: Place[] = [
    { to: "/today", icon: "sun", text: "rail.today", count: counts.today },
    { to: "/inbox", icon: "inbox", text: "rail.inbox", count: counts.inbox },
    { to: "/cases", icon: "people", text: "rail.cases" },
    { to: "/referrals", icon: "send", text: "rail.referrals" },
    ...(waits ? [seconds] : []),
  ];
  const keepsServices =
    me.member.supervises || me.member.roles.some((role) => role === "intake-worker" || role === "caseworker");
  const releases =
    me.member.supervises ||
    me.member.roles.some((role) => role === "statistician" || role === "data-protection-officer");
  const isAuditor = me.member.roles.includes("auditor");
  const house: Place[] = [
    ...(waits ? [] : [seconds]), // what was settled; among the work only while something waits
    ...(isAuditor ? ([{ to: "/audit", icon: "eye", text: "rail.audit" }] as const) : []),
    ...(keepsServices ? ([{ to: "/services", icon: "globe", text: "rail.services" }] as const) : []),
    { to: "/agreements", icon: "deed", text: "rail.agreements" },
    ...(isAuditor ? [] : ([{ to: "/hand-overs", icon: "share", text: "hand-over.rail" }] as const)),
    { to: "/tools", icon: "chart", text: "rail.tools" },
    ...(releases ? ([{ to: "/releases", icon: "globe", text: "rail.releases" }] as const) : []),
    { to: "/ledger", icon: "ledger", text: "rail.ledger" },
    ...(isAuditor ? [] : ([{ to: "/emergencies", icon: "alert", text: "rail.glasses" }] as const)),
    ...(me.member.supervises
      ? ([
          { to: "/oversight", icon: "eye", text: "rail.oversight" },
          { to: "/members", icon: "person", text: "rail.members" },
          { to: "/recipients", icon: "key", text: "rail.recipients" },
        ] as const)
      : []),
  ];
  return (
    <nav className="rail" aria-label={say("rail.label")} data-open={open || undefined}>
      <div className="rail-in">
        <div className="rail-top">
          <Link className="brand" to="/today" aria-label={say("rail.home")}>
            <Mark />
            <span>Leeward</span>
          </Link>
          <Find />
          <button
            type="button"
            className="btn rail-more"
            aria-expanded={open}
            aria-controls="rail-rest"
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? "cross" : "menu"} />
            {say("rail.menu")}
          </button>
        </div>
        <Places label={say("rail.work")} places={work} />
        <div className="rail-rest" id="rail-rest">
          <Places label={say("rail.house")} places={house} />
          <Own />
        </div>
      </div>
    </nav>
  );
}

function Places({ label, places }: { label: string; places: readonly Place[] }) {
  const { say } = useDesk();
  return (
    <div className="places">
      <span className="label">{label}</span>
      <ul className="nav">
        {places.map(({ to, icon, text, count }) => (
          <li key={to}>
            <Link to={to} activeProps={{ "aria-current": "page" }}>
              <Icon name={icon} />
              {say(text)}
              {count !== undefined && count > 0 && (
                <span className="count">
                  {count}
                  <span className="sr"> {say("rail.waiting")}</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
