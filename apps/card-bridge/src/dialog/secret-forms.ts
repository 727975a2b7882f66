// Forms of the two secrets, looked at before the card is asked, so that a slip of the finger costs no try.
export const secretForms = { auth: /^[0-9]{4}$/, sign: /^[A-Z0-9]{6,16}$/ } as const;
