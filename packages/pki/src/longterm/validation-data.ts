// What a signature at level LT carries to be judged without any network: certificates, lists and OCSP responses (EN 319 122-1 §5.4, TS 119 182-1
// §5.3.5). Anyone may have put it there: it counts only for what its own signatures prove.
import { DerError, sequence, tags, whole } from '../der/read.ts';
import { context, enumerated, octets, oid, seq } from '../der/write.ts';
import { oids } from '../oids.ts';
import { type OcspResponse, readOcspResponse } from '../revocation/ocsp-response.ts';
import { type Certificate, readCertificate } from '../x509/certificate.ts';
import { type Crl, readCrl } from '../x509/crl.ts';

export type ValidationData = {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocspResponses: readonly { readonly der: Uint8Array; readonly response: OcspResponse }[];
};

export type EncodedValues = {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
};

const MAX_VALUES = 256;

function readable<T>(values: readonly Uint8Array[], read: (der: Uint8Array) => T | undefined): T[] {
  return values.slice(0, MAX_VALUES).flatMap((der) => {
    try {
      const value = read(der);
      return value === undefined ? [] : [value];
    } catch (cause) {
      if (cause instanceof DerError) return [];
      throw cause;
    }
  });
}

/** A bare BasicOCSPResponse, as revocation-values holds it (RFC 5126 §6.3.4), becomes the OCSPResponse it came in. */
function asResponse(der: Uint8Array): Uint8Array {
  const first = sequence(whole(der)).next();
  return first.tag === tags.sequence ? seq(enumerated(0), context(0, seq(oid(oids.ocspBasic), octets(der)))) : der;
}

/** Values that cannot be read count as absent. */
export const readValues = (values: EncodedValues): ValidationData => ({
  certificates: readable(values.certificates, readCertificate),
  crls: readable(values.crls, readCrl),
  ocspResponses: readable(values.ocspResponses, (value) => {
    const der = asResponse(value);
    const response = readOcspResponse(der);
    return response && { der, response };
  }),
});
