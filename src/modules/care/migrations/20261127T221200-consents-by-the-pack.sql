-- Consents are looked at again by what happens to consents, in the time that the pack of a case names: no step of the journey begins or
-- ends that clock. Journeys that began before kept one of their own, which told nobody.
update care.journey set standing = jsonb_set(standing, '{clocks}', coalesce(
  (select jsonb_agg(c) from jsonb_array_elements(standing -> 'clocks') c
    where c ->> 'code' not in ('consent-review', 'consent-new-purpose')), '[]'))
where standing -> 'clocks' @? '$[*] ? (@.code == "consent-review" || @.code == "consent-new-purpose")';
