// Keys and certificates of the authorities in the service's own folder (0700, files 0600), made at the first start.
// Existing files are never overwritten: a lost key is an operator's matter, not something to replace in silence.
import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '@shishobako/kernel/clock';
import { keyIdentifier } from '@shishobako/pki/issue/build-certificate';
import { type Signer, signerFor } from '@shishobako/pki/issue/signer';
import { oids } from '@shishobako/pki/oids';
import { buildRegistrarCa } from '@shishobako/pki/profile/commercial-registration-issue';
import { buildHpkiRoot, buildHpkiSubordinate } from '@shishobako/pki/profile/hpki-authority';
import { buildCardCa, buildOcspResponderCertificate } from '@shishobako/pki/profile/jpki';
import { buildSenderCa } from '@shishobako/pki/profile/sender';
import { buildTimeStampCertificate } from '@shishobako/pki/profile/time-stamp';
import type { TimeStampAuthority } from '@shishobako/pki/timestamp/build-time-stamp';
import { readCertificate } from '@shishobako/pki/x509/certificate';
import { type Authority, type AuthorityId, type AuthorityUse, authorityIds, type Generation, parentOf } from '../domain/authority.ts';
import type { AuthorityStore } from '../ports/authority-store.ts';

const generate = promisify(generateKeyPair);
const YEAR = 365.25 * 86_400_000;
const DAY = 86_400_000;

/** Authorities last ten years, to the end of a day in Japan; the older generation began three years before this service, the newer a month. */
function periodOf(generation: Generation, firstStart: number): { notBefore: number; notAfter: number } {
  const notBefore = Math.floor((firstStart - (generation === 1 ? 3 * YEAR : 30 * DAY)) / DAY) * DAY + 15 * 3_600_000;
  return { notBefore, notAfter: notBefore + Math.floor((10 * YEAR) / DAY) * DAY - 1000 };
}

/** Writes the whole file or none, readable by the owner alone. */
async function writeSecret(file: string, text: string | Uint8Array): Promise<void> {
  const unfinished = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
}

const readIfThere = (file: string): Promise<Buffer | undefined> =>
  readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw cause;
  });

async function keyFrom(file: string): Promise<KeyObject> {
  const known = await readIfThere(file);
  if (known) return createPrivateKey(known);
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  await writeSecret(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return privateKey;
}

async function certificateFrom(file: string, build: () => Uint8Array): Promise<Uint8Array> {
  const known = await readIfThere(file);
  if (known) return known;
  const der = build();
  await writeSecret(file, der);
  return der;
}

/** Positive, four octets, never starting with a zero octet. */
const randomSerial = (): Uint8Array => {
  const serial = randomBytes(4);
  serial[0] = 0x08 | ((serial[0] as number) & 0x07);
  return serial;
};

type Place = { readonly keysDir: string; readonly organisation: string; readonly now: number; readonly responder: Signer };

function buildAuthority(
  use: AuthorityUse,
  c: { readonly serial: Uint8Array; readonly notBefore: number; readonly notAfter: number },
  signer: Signer,
  { organisation, parent }: { readonly organisation: string; readonly parent: Authority | undefined },
): Uint8Array {
  if (use === 'sender') return buildSenderCa(organisation, c, signer);
  if (use === 'hpki-root') return buildHpkiRoot(c, signer);
  if (use === 'commercial-registration') return buildRegistrarCa(c, signer);
  if (use === 'signature' || use === 'authentication') return buildCardCa(use, organisation, c, signer);
  if (!parent) throw new Error(`${use} has no authority above it`);
  const notAfter = Math.min(c.notAfter, parent.notAfter);
  return buildHpkiSubordinate(
    use === 'hpki-signature' ? 'signature' : 'authentication',
    { ...c, notAfter, spki: signer.spki },
    parent.issuer,
  );
}

async function authorityFrom(id: AuthorityId, place: Place, parent?: Authority): Promise<Authority> {
  const { keysDir, organisation, now, responder } = place;
  const use = id.slice(0, -2) as AuthorityUse;
  const generation: Generation = id.endsWith('-1') ? 1 : 2;
  const signer = signerFor(await keyFrom(join(keysDir, `${id}.key.pem`)));
  const period = periodOf(generation, now);
  const build = { serial: randomSerial(), ...period };
  const certificate = await certificateFrom(join(keysDir, `${id}.cert.der`), () =>
    buildAuthority(use, build, signer, { organisation, parent }),
  );
  const { subject, serial, notBefore, notAfter, issuer: above } = readCertificate(certificate);
  const issuer = { name: subject.der, serial: Buffer.from(serial, 'hex'), signer, certifiedBy: above.der };
  const responderCertificate = await certificateFrom(join(keysDir, `${id}.ocsp.der`), () =>
    buildOcspResponderCertificate(
      { serial: randomSerial(), notBefore: Math.max(notBefore, now - DAY), notAfter, name: organisation, spki: responder.spki },
      issuer,
    ),
  );
  const keyHashes = {
    sha1: Buffer.from(keyIdentifier(signer.spki)).toString('hex'),
    sha256: Buffer.from(keyIdentifier(signer.spki, 'sha256')).toString('hex'),
  };
  return { id, use, generation, certificate, issuer, keyHashes, notBefore, notAfter, responderCertificate, parent: parent?.use };
}

const parentUse = (id: AuthorityId): AuthorityUse | undefined => parentOf[id.slice(0, -2) as AuthorityUse];

async function unitFrom(authorities: readonly Authority[], { keysDir, organisation, now }: Place): Promise<TimeStampAuthority> {
  const issuing = authorities.find((a) => a.id === 'sender-1');
  if (!issuing) throw new Error('no sender authority');
  const signer = signerFor(await keyFrom(join(keysDir, 'timestamp.key.pem')));
  const wanted = { serial: randomSerial(), notBefore: now - DAY, notAfter: issuing.notAfter, organisation, spki: signer.spki };
  const certificate = await certificateFrom(join(keysDir, 'timestamp.cert.der'), () => buildTimeStampCertificate(wanted, issuing.issuer));
  return { signer, certificate, policy: oids.timeStampPolicy };
}

export async function openAuthorityFiles(options: { keysDir: string; organisation: string; clock: Clock }): Promise<AuthorityStore> {
  const { keysDir, organisation, clock } = options;
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  await chmod(keysDir, 0o700);
  const responder = signerFor(await keyFrom(join(keysDir, 'ocsp.key.pem')));
  const now = Math.floor(clock() / 1000) * 1000;
  const place = { keysDir, organisation, now, responder };
  const [roots, below] = [false, true].map((isBelow) => authorityIds.filter((id) => (parentUse(id) !== undefined) === isBelow));
  const anchors = await Promise.all((roots ?? []).map((id) => authorityFrom(id, place)));
  const subordinates = (below ?? []).map((id) =>
    authorityFrom(
      id,
      place,
      anchors.find((a) => a.use === parentUse(id)),
    ),
  );
  const authorities = [...anchors, ...(await Promise.all(subordinates))];
  return {
    responder,
    timeStampUnit: await unitFrom(authorities, { keysDir, organisation, now, responder }),
    all: () => authorities,
    get(use, generation) {
      const found = authorities.find((a) => a.use === use && a.generation === generation);
      if (!found) throw new Error(`no authority ${use}-${generation}`);
      return found;
    },
    findByKeyHash: (hash, keyHash) => authorities.find((a) => a.keyHashes[hash] === keyHash),
  };
}
