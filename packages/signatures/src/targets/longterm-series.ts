/** The series that kernel.org maintains longterm, as its front page lists them; of those the stores may have. */
export const longtermSeries: readonly string[] = ['5.10', '5.15', '6.1', '6.6', '6.12', '6.18'];
