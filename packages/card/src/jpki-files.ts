// Names of the JPKI and input-assist applications and their elementary files (fact sheet §§6, 7).
import { fromHex } from '@shishobako/kernel/bytes';

export const JPKI_AID = fromHex('D392F000260100000001');
export const INPUT_ASSIST_AID = fromHex('D3921000310001010408');

export const JPKI_EF = {
  signCertificate: 0x0001,
  signCaCertificate: 0x0002,
  tokenInfo: 0x0006,
  certificatesPresent: 0x0008,
  authCertificate: 0x000a,
  authCaCertificate: 0x000b,
  authKey: 0x0017,
  authPin: 0x0018,
  signKey: 0x001a,
  signPin: 0x001b,
} as const;

export const INPUT_ASSIST_EF = { attributes: 0x0002, pin: 0x0011, blocked: 0x0012, codeB: 0x0015 } as const;

/** Contact answer-to-reset that OpenSC knows as JPKI. */
export const JPKI_ATR = fromHex('3BE000FF8131FE4514');

/** First 32 bytes of EF 0006 (label of CK_TOKEN_INFO): plastic card, and an Android phone. */
export const TOKEN_LABELS = { card: 'JPKIAPICCTOKEN2', phone: 'JPKIAPGPSETOKEN' } as const;
