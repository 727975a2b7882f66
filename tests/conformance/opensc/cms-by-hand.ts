// A CMS SignedData (RFC 5652) around a signature somebody else makes: the signer gets the DER of the signed attributes, openssl judges.
import { createHash } from 'node:crypto';
import { encoded, sequence, whole } from '@shishobako/pki/der/read';
import { context, nil, octets, oid, seq, setOf, time, uint } from '@shishobako/pki/der/write';

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
};

export function signedAttributes(content: Uint8Array, at: number): Uint8Array {
  const digest = createHash('sha256').update(content).digest();
  const attribute = (type: string, value: Uint8Array) => seq(oid(type), setOf(value));
  return setOf(
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.signingTime, time(at)),
    attribute(OID.messageDigest, octets(digest)),
  );
}

export function detachedCms(attributes: Uint8Array, signature: Uint8Array, certificate: Uint8Array): Uint8Array {
  const implicitAttributes = Uint8Array.from(attributes);
  implicitAttributes[0] = 0xa0;
  const sha256 = seq(oid(OID.sha256), nil());
  const signer = seq(
    uint(1),
    issuerAndSerial(certificate),
    sha256,
    implicitAttributes,
    seq(oid(OID.rsaEncryption), nil()),
    octets(signature),
  );
  return seq(oid(OID.signedData), context(0, seq(uint(1), setOf(sha256), seq(oid(OID.data)), context(0, certificate), setOf(signer))));
}

function issuerAndSerial(certificate: Uint8Array): Uint8Array {
  const tbs = sequence(sequence(whole(certificate)).next());
  const [_version, serial, _algorithm, issuer] = [tbs.next(), tbs.next(), tbs.next(), tbs.next()];
  return seq(encoded(issuer), encoded(serial));
}
