import { Link } from "@tanstack/react-router";
import { CALENDARS } from "../../core/texts/calendars.ts";
import { LANGUAGES, type Language } from "../../core/texts/index.ts";
import { displayNames } from "../../core/texts/intl.ts";
import { createApi } from "../api/client.ts";
import { THEMES } from "../choices.ts";
import { useDesk } from "../desk-context.tsx";
import { Button } from "../kit/button.tsx";
import { Menu } from "../kit/menu.tsx";
import { useNotices } from "../kit/toast.tsx";
import { isTrained } from "../pages/trained.ts";
import { sayProblem } from "../session/problems.ts";
import { useKeyRing, useSession } from "../session/session.tsx";
import { sayRole } from "../texts/names.ts";

/** At the rail's foot: who is here, how the desk looks and reads, and the way out. */
export function Own() {
  const { say, when, now } = useDesk();
  const { me } = useSession();
  const { displayName, roles, trainingValidUntil } = me.member;
  const training =
    trainingValidUntil && isTrained(trainingValidUntil, now())
      ? say("own.training", { until: when.day(trainingValidUntil) })
      : say("own.untrained");
  return (
    <div className="rail-foot">
      <Link className="own-name" to="/profile">
        {displayName}
      </Link>
      <span className="own-role faint tiny">
        {roles.map((role) => sayRole(say, role)).join(", ")}. {training}
      </span>
      <Looks />
      <SignOut />
    </div>
  );
}

const OWN_NAMES = { en: "English", ar: "العربية" } as const;

/** Theme, language and calendar; with the name of the device, they are all that the desk keeps in this browser in the clear. */
export function Looks() {
  const { say, choices, choose, locale } = useDesk();
  const calendarNames = displayNames(locale, { type: "calendar" });
  const tell = useNotices();
  const turnTo = (language: Language) =>
    void choose({ ...choices, language }).catch((error: unknown) =>
      tell({ icon: "alert", text: sayProblem(say, error) }),
    );
  return (
    <div className="row">
      <Menu
        kind="plain"
        small
        icon="half"
        label={say("own.theme")}
        entries={THEMES.map((theme) => ({
          id: theme,
          label: say(`theme.${theme}`),
          chosen: choices.theme === theme,
          act: () => void choose({ ...choices, theme }),
        }))}
      />
      <Menu
        kind="plain"
        small
        icon="globe"
        label={say("own.language")}
        entries={LANGUAGES.map((language) => ({
          id: language,
          label: OWN_NAMES[language],
          chosen: choices.language === language,
          act: () => turnTo(language),
        }))}
      />
      <Menu
        kind="plain"
        small
        icon="clock"
        label={say("own.calendar")}
        entries={CALENDARS.map((calendar) => ({
          id: calendar,
          label: calendarNames.of(calendar) ?? calendar,
          chosen: choices.calendar === calendar,
          act: () => void choose({ ...choices, calendar }),
        }))}
      />
    </div>
  );
}

/** Ends the session there and forgets everything here: a fresh page has no memory of this one. */
function SignOut() {
  const { say } = useDesk();
  const ring = useKeyRing();
  const tell = useNotices();
  const leave = async () => {
    try {
      await createApi(null, (...call) => fetch(...call)).send("POST", "/api/sign-out");
      ring.forget();
      location.replace("/desk/sign-in");
    } catch (error) {
      tell({ icon: "alert", text: sayProblem(say, error) });
    }
  };
  return (
    <Button kind="plain" small icon="exit" iconTurns onClick={leave}>
      {say("own.sign-out")}
    </Button>
  );
}
