// A card as the municipal counter makes it: keys on the card, certificates from the authority, PINs chosen by the holder.
import { CardIssued } from '@shishobako/contracts/ca-api';
import { NewCard } from '@shishobako/contracts/card-bridge';
import { z } from 'zod';
import { ageOn, type Citizen, cities, displayName } from '../../apps/cli/src/demo/region.ts';
import { callWithSecret } from '../../apps/cli/src/start/json-call.ts';

export type Counter = { readonly caUrl: string; readonly caSecret: string; readonly bridgeUrl: string; readonly bridgeSecret: string };

/** Cards end with the tenth birthday after issue here; the certificates end earlier, as the authority says. */
const cardYears = 10;

export async function issueCard(counter: Counter, citizen: Citizen, today: string): Promise<void> {
  const expires = `${Number(today.slice(0, 4)) + cardYears}${citizen.dateOfBirth.slice(4)}`;
  const made = await callWithSecret(NewCard, `${counter.bridgeUrl}/v1/cards`, counter.bridgeSecret, 'POST', {
    id: citizen.id,
    label: { ja: `${displayName(citizen)}（架空）`, en: `${displayName(citizen)} (fictional)` },
    expires,
    holder: { name: citizen.name, address: citizen.address, birthDate: citizen.dateOfBirth.replaceAll('-', ''), sex: citizen.sex },
    pins: { auth: citizen.pin, sign: citizen.signPassword, inputAssist: citizen.pin },
  });
  const city = cities[citizen.city];
  const adult = ageOn(citizen.dateOfBirth, today) >= 15;
  const issued = await callWithSecret(CardIssued, `${counter.caUrl}/v1/counter/cards`, counter.caSecret, 'POST', {
    attributes: {
      name: citizen.name,
      ...(citizen.substituteName && { substituteName: citizen.substituteName }),
      sex: citizen.sex,
      dateOfBirth: citizen.dateOfBirth,
      address: citizen.address,
      municipalityCode: city.code,
      prefecture: city.prefecture,
      municipality: city.municipality,
    },
    publicKeys: { authentication: made.authSpki, ...(adult && { signature: made.signSpki }) },
  });
  const { authentication, signature } = issued;
  await callWithSecret(z.unknown(), `${counter.bridgeUrl}/v1/cards/${citizen.id}/certificates`, counter.bridgeSecret, 'PUT', {
    auth: { certificate: authentication.certificate, ca: authentication.ca },
    ...(signature && { sign: { certificate: signature.certificate, ca: signature.ca } }),
  });
}
