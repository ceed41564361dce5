/** What attacks on a release could prove, for whoever decides whether it goes out. */
export const audit = {
  "audit.held": "Audit: nothing found",
  "audit.failed": "Audit: failed",
  "audit.none": "It was never attacked, so it is not published.",
  "audit.said":
    "In {runs} runs, attacks proved epsilon to be at least {least}, or {normal} if the noise is normal ({sure} in 100 sure). {claimed} is claimed.",
};
