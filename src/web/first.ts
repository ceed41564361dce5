import { applyChoices, choicesStorage, readChoices } from "./choices.ts";

// Loaded in the head, before anything is painted.
applyChoices(document.documentElement, readChoices(choicesStorage(), navigator.languages));
