// Names on professionals' and officers' cards (fact sheet §11, JAHIS guideline). The officer's card has no published card edge: it uses the same
// files under a proprietary identifier of this project (category F, ISO 7816-4 §12.2.3.4).
import { fromHex } from '@shishobako/kernel/bytes';

export const TOKEN_AID = {
  hpki: { sign: fromHex('E828BD080FA000000391000000000001'), auth: fromHex('E828BD080FA000000391000000000002') },
  corporate: { sign: fromHex('F053484953484F42414B4F0001'), auth: fromHex('F053484953484F42414B4F0002') },
} as const;

export const TOKEN_EF = { pin: 0x0016, key: 0x0017, certificate: 0x0018, chain: [0x0019, 0x001a, 0x001b] } as const;
