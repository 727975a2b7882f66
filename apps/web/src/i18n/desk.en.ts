// Words of the reception desk.
import type { Catalogue } from './catalogue.ts';
import type { deskJa } from './desk.ja.ts';

export const deskEn: Catalogue<typeof deskJa> = {
  page: 'Eligibility | Shishobako',
  name: 'Health insurance check',
  next: 'Next patient',
  staff: { until: 'until {{time}}', out: 'Sign out' },
  signIn: {
    title: 'Health insurance check',
    lead: 'Sign in with a professional’s card. After that, a patient’s My Number card on the reader is all you need to check the day’s cover.',
    noPin: 'The patient’s PIN is not used.',
    sealed: 'Only this desk can read the answer.',
    told: 'The patient sees the check in their own records.',
    square: 'Back to the town square',
    card: 'Professional’s card (HPKI)',
    pin: 'PIN of the card',
    pinHelp: 'Sample PINs: physician 2001, nurse 2002, director 2003.',
    short: 'Enter at least four characters.',
    submit: 'Sign in',
    busy: 'Checking…',
    noCards: 'No professional’s card found',
    noCardsAdvice: 'Put the card on the reader and check that the card program of this computer runs.',
  },
  waiting: {
    title: 'Please put the card down',
    lead: 'No PIN needed.',
    day: 'Day of treatment',
    tray: 'Put down a sample card',
    trayNote: 'In this demo you choose a fictional person’s card instead of using a reader.',
  },
  reading: { title: 'Checking', lead: 'Please leave the card where it is.' },
  verdict: {
    'in-force': { title: 'Insured', lead: 'Valid for treatment on {{date}}.' },
    suspended: { title: 'Benefits suspended', lead: 'Insured on {{date}}, but the insurer holds benefits back.' },
    ended: { title: 'No longer insured', lead: 'On {{date}} this cover had ended.' },
    'not-begun': { title: 'Not insured yet', lead: 'On {{date}} this cover had not begun.' },
    unknown: { title: 'Cannot be confirmed', lead: 'The insurer has no record of this person.' },
    unconfirmed: { title: 'Cannot be confirmed', lead: 'No answer right now from {{insurers}}.' },
  },
  answer: {
    insurer: 'Insurer',
    insurerNumber: 'Insurer number',
    symbolNumber: 'Symbol and number',
    branch: 'Branch number',
    from: 'Insured since',
    to: 'Last day of cover',
    open: 'no end date',
    told: 'The patient now finds this check in their records, with your institution’s name and the time. Nothing was stored at this desk.',
  },
  failed: { title: 'Cannot be confirmed' },
  fallback: {
    title: 'What to do now',
    treat: 'Begin treatment as usual.',
    paper: 'Ask for the paper certificate, or to see the Mynaportal page.',
    later: 'With neither, take contact details and check again later.',
  },
};
