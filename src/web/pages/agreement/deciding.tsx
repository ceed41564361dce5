import { useState } from "react";
import { type Statement, shortSigns, statementHash } from "../../../core/protocols/statement.ts";
import type { AgreementVersion, WholeAgreement } from "../../api/agreement-answers.ts";
import { useDesk } from "../../desk-context.tsx";
import { Button } from "../../kit/button.tsx";
import { Icon } from "../../kit/icon.tsx";
import { Part } from "../../kit/log.tsx";
import { Two } from "../../kit/two.tsx";
import { useSession } from "../../session/session.tsx";
import { Signing } from "./signing.tsx";
import { WithReason } from "./standing.tsx";

/** What waits for this reader: to sign, or to see who must. */
export function Deciding({ agreement, version }: { agreement: WholeAgreement; version: AgreementVersion }) {
  const { say, when } = useDesk();
  const { me } = useSession();
  const [open, setOpen] = useState<"sign" | "withdraw" | null>(null);
  const { parties } = (JSON.parse(version.statement) as Statement).terms;
  const isParty = parties.some(({ agencyId }) => agencyId === me.agency.id);
  const hasAgencySigned = version.signatures.some(({ agencyId }) => agencyId === me.agency.id);
  const hasSigned = version.people.some(({ memberId }) => memberId === me.member.id);
  const maySign = isParty && me.member.supervises && !hasAgencySigned;
  return (
    <>
      <Two
        title={say("deciding.title")}
        say={
          <>
            {say("deciding.say")} {say("proposals.until", { time: when.near(version.expiresAt) })}
          </>
        }
        signers={parties.map(({ agencyId, name }) => {
          const signature = version.signatures.find((one) => one.agencyId === agencyId);
          const people = version.people.filter((one) => one.agencyId === agencyId);
          const names = people.map((one) => one.name).join(", ");
          return {
            id: agencyId,
            standing: signature ? "done" : agencyId === me.agency.id && maySign ? "you" : "awaited",
            who: name,
            note: signature
              ? say("deciding.signed", { names, at: when.near(signature.signedAt) })
              : people.length > 0
                ? say("deciding.waits-second", { names })
                : say("deciding.waits"),
          };
        })}
        changes={
          <p>
            {say("deciding.text")} <bdi className="num">{shortSigns(statementHash(version.statement))}</bdi>
          </p>
        }
      >
        {maySign && (
          <Button
            kind="main"
            icon="key"
            notYet={hasSigned ? say("deciding.you-signed") : undefined}
            onClick={() => setOpen("sign")}
          >
            {say("deciding.sign")}
          </Button>
        )}
        {isParty && me.member.supervises && (
          <Button onClick={() => setOpen("withdraw")}>{say("deciding.no")}</Button>
        )}
        {!isParty || !me.member.supervises ? (
          <p className="small quiet">{say("deciding.supervisors")}</p>
        ) : null}
      </Two>
      {maySign && (
        <Signing
          agreement={agreement}
          version={version}
          open={open === "sign"}
          onClose={() => setOpen(null)}
        />
      )}
      {open === "withdraw" && (
        <WithReason agreement={agreement} act="withdraw" onClose={() => setOpen(null)} />
      )}
    </>
  );
}

/** Who signed a version, with which key. */
export function Signatures({ version }: { version: AgreementVersion }) {
  const { say, when } = useDesk();
  const { parties } = (JSON.parse(version.statement) as Statement).terms;
  return (
    <Part
      id="signatures"
      title={say("signatures.title")}
      end={
        <span className="tiny faint num">
          {say("signatures.count", { signed: version.signatures.length, all: parties.length })}
        </span>
      }
    >
      <ul className="signs">
        {parties.map(({ agencyId, name }) => {
          const signature = version.signatures.find((one) => one.agencyId === agencyId);
          return (
            <li key={agencyId}>
              <Icon name={signature ? "tick" : "clock"} also={signature ? "done" : ""} />
              <span>
                <strong>{name}</strong>
                <small>
                  {signature
                    ? say("signatures.by", {
                        names: signature.people.map((one) => one.name).join(", "),
                        at: when.near(signature.signedAt),
                        key: signature.rootKey.slice(0, 8),
                      })
                    : say("signatures.awaited")}
                </small>
              </span>
            </li>
          );
        })}
      </ul>
      <p className="small quiet">{say("signatures.anyone")}</p>
    </Part>
  );
}
