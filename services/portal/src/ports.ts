// What the portal needs from the outside world besides its peers.

/** Sends one mail; throws when the mail server does not take it. */
export type SendMail = (mail: { to: string; subject: string; text: string }) => Promise<void>;
