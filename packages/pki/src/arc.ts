// The project's own object identifier arc: a UUID under 2.25 needs no registration (ITU-T X.667 §7). UUID 3d0d54d3-ea5a-4bc4-bb95-53e1e6ff5208.
// .1 certificate policies (.1.1 sender certificate, .1.2 time stamps, .1.3 and .1.4 certificates on phones); .2 extended key usages (.2.1 sealing of letters).
export const SHISHOBAKO_ARC = '2.25.81152128114118471684918889400378544648';
