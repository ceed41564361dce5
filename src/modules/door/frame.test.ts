import { expect, it } from "vitest";
import { LANGUAGES } from "../../core/texts/index.ts";
import { FRAME_TEXTS } from "../../web/public-frame.ts";
import { sayIn } from "./pages/texts/index.ts";

it("the pages beside the door have the door's own name, and lead out in its words", () => {
  for (const language of LANGUAGES) {
    const say = sayIn(language);
    expect(FRAME_TEXTS[language]).toEqual({
      site: say("site-name"),
      leave: say("leave"),
      how: say("leave-how"),
    });
  }
});
