/** A fresh proof of who is there, which any page may ask for. */
export const stepUp = {
  "passkey.not-answered":
    "No passkey answered. Try again, and follow what your browser asks; or use another way.",
  "passkey.use": "Use your passkey",
  "second.bad-code": "A code has six digits.",
  "second.busy": "Checking",
  "second.code": "Six digits",
  "second.do": "Go on",
  "sign-in.password": "Password",
  "step-up.leave": "Close",
  "step-up.title": "Show that it is you",
  "step-up.why":
    "This act cannot be taken back easily, and your last sign-in is some time ago. What you typed is kept; it is sent when you have answered.",
} as const;
