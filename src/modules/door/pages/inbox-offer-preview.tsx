import type { Category, Purpose } from "../../../core/access/context.ts";
import { useDesk } from "../../../web/desk-context.tsx";
import { Offer } from "../../../web/kit/letter.tsx";
import { sayCategory, sayPurpose } from "../../../web/texts/names.ts";
import { offerCategories } from "../offer.ts";

/** What the other agency would see and what it would not, as the person will be told. */
export function OfferPreview(props: {
  recipient: string;
  categories: readonly Category[];
  purpose: Purpose | "";
  until: string;
}) {
  const { recipient, categories, purpose, until } = props;
  const { say, when } = useDesk();
  if (recipient === "" || categories.length === 0 || purpose === "") {
    return <p className="quiet">{say("preview.nothing")}</p>;
  }
  return (
    <Offer
      title={say("preview.title", { agency: recipient })}
      seenTitle={say("preview.seen", { agency: recipient, purpose: sayPurpose(say, purpose) })}
      seen={categories.map((category) => sayCategory(say, category))}
      unseenTitle={say("preview.unseen")}
      unseen={offerCategories
        .filter((category) => !categories.includes(category))
        .map((category) => sayCategory(say, category))}
    >
      <p className="small quiet">
        {/^\d{4}-\d{2}-\d{2}$/.test(until) && say("preview.until", { day: when.day(until) })}{" "}
        {say("preview.stop")}
      </p>
    </Offer>
  );
}
