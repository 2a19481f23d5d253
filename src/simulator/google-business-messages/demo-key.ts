/** The key of the demo's service account: far too short for anything else, and known to everybody. */
export const DEMO_KEY = [
  '-----BEGIN PRIVATE KEY-----',
  'MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEA3aV/lJlhCl4O3IWx',
  'nmAeoTlKk7g8mJeX96cSuPTMuGIeLpQkIMvR6yzVXDAorndTuF18/S0MFzmSg5Mz',
  'ijebfwIDAQABAkB/jyCmj8MWaV1aMqMvR5g5JzSxYSWWmCAAiimvQkuTjOnOHuYc',
  '/y03/whx4c+pCRdp8cEAU4NTHEpBzCremTwJAiEA+vL99yAFFCOI+eR1sX+OhtZ2',
  'OcZ6msqBHelWw59nMjUCIQDiG4Zmerd0ZLZPKMoPLlx9A9UX0/+ECRK+4hIpKQiN',
  'YwIgLsLguA/rYllMyOPdWnneYRnNZe6qIfXiIWS9mi412JECIQDRFNbRSMT/0mlr',
  'BbLjGuHXkIWqRRVQSPuWm4JjoVgRNQIhAMoqKpm0OXrYhLHJQUkRgXgiqS0LYAc7',
  'ar5o3QdwAYz6',
  '-----END PRIVATE KEY-----',
].join('\n');
