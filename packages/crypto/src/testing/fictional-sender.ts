// A fictional agency's key and self-signed certificate, for tests only: no path validator accepts it, and nothing real is signed with it.
import { createPrivateKey } from 'node:crypto';

const sec1 =
  'MHcCAQEEIAHUWhryCqGcg3s2ps+LK0WR86uo2qCBwJ6oquJqpQlwoAoGCCqGSM49AwEHoUQDQgAESuUhMgHsvc5ss1bPXkwePR1oEFqInfaMa/N8+N40rJjeG/3+8Y9LE4G96txZlnA+DS9uaAvkD2dyY1qDqwF00g==';

export const fictionalSender = {
  key: createPrivateKey({ key: Buffer.from(sec1, 'base64'), format: 'der', type: 'sec1' }),
  x5c: [
    'MIIB0TCCAXegAwIBAgIUQpGsVKYLD24YAe4dyKn5okVSesMwCgYIKoZIzj0EAwIwPTEWMBQGA1UEAwwNc2hpb25hZ2ktY2l0eTEjMCEGA1UECgwaRmljdGlvbmFsIGFnZW5jeSBmb3IgdGVzdHMwIBcNMjYxMTIxMDcyNTA2WhgPMjEyNjEwMjgwNzI1MDZaMD0xFjAUBgNVBAMMDXNoaW9uYWdpLWNpdHkxIzAhBgNVBAoMGkZpY3Rpb25hbCBhZ2VuY3kgZm9yIHRlc3RzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESuUhMgHsvc5ss1bPXkwePR1oEFqInfaMa/N8+N40rJjeG/3+8Y9LE4G96txZlnA+DS9uaAvkD2dyY1qDqwF00qNTMFEwHQYDVR0OBBYEFB5K/5Le4KIpPwukx2nlALkhHHfCMB8GA1UdIwQYMBaAFB5K/5Le4KIpPwukx2nlALkhHHfCMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgCjM0449i301hglo1XZS2/Tqqwz5grZYn3VP/Yh4THjcCIQCDJoUlomLusaiNGPcs2nPDWABK7gJJbma0thy/A95yew==',
  ],
};
