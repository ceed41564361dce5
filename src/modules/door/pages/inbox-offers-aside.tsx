import { Link } from "@tanstack/react-router";
import type { Mailbox, MailboxOffer } from "../../../web/api/door-answers.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { buttonClass } from "../../../web/kit/button.tsx";
import { Icon } from "../../../web/kit/icon.tsx";
import { Part } from "../../../web/kit/log.tsx";
import { sayCategory, sayPurpose } from "../../../web/texts/names.ts";
import { OfferTag } from "./inbox-marks.tsx";

/** Questions to this person and what came of them; a yes leads to a case. */
export function OffersAside({ mailbox }: { mailbox: Mailbox }) {
  const { say } = useDesk();
  return (
    <Part id="offers" title={say("offers.title")}>
      {mailbox.offers.length === 0 ? (
        <p className="quiet part-body">{say("offers.none")}</p>
      ) : (
        <ul className="plain-list">
          {mailbox.offers.map((offer) => (
            <OfferLine key={offer.id} offer={offer} address={mailbox.address} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function OfferLine({ offer, address }: { offer: MailboxOffer; address: string }) {
  const { say, when, locale } = useDesk();
  const kinds = new Intl.ListFormat(locale).format(
    offer.categories.map((category) => sayCategory(say, category).toLocaleLowerCase(locale)),
  );
  return (
    <li>
      <p>
        <b>{offer.recipientAgency.name}</b>, {sayPurpose(say, offer.purpose)}
      </p>
      <p className="small quiet">{say("offers.line", { kinds, until: when.day(offer.consentUntil) })}</p>
      <p className="row">
        <OfferTag offer={offer} />
      </p>
      {offer.caseId && (
        <p>
          <Link to="/cases/$caseId" params={{ caseId: offer.caseId }}>
            {say("offers.to-case")}
          </Link>
        </p>
      )}
      {offer.status === "accepted" && !offer.caseId && (
        <Link
          className={buttonClass("main")}
          to="/inbox/$address/case"
          params={{ address }}
          search={{ offer: offer.id }}
        >
          <Icon name="plus" />
          {say("offers.open-case")}
        </Link>
      )}
    </li>
  );
}
