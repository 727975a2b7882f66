// What every router of these apps does: back means back to where one was, nothing is fetched before it is asked for, and a fault while drawing
// reaches the crash guard, which speaks the reader's language; the router's own words would be English and technical.
export const routerHabits = { scrollRestoration: true, defaultPreload: false, disableGlobalCatchBoundary: true } as const;
