import type { LeavingRules } from "../../core/leaving/index.ts";

/** An agency takes along what it released. What is published stays published: everyone has it. */
export const statisticsLeaving: LeavingRules = {
  leaves: {
    "statistics.codebook": "a list of the house",
    "statistics.codebook_code": "a list of the house",
    "statistics.codebook_variable": "a list of the house",
    "statistics.coded_section": "made of sections, which go along whole",
    "statistics.snapshot": "sealed for this house, and gone within thirty days",
    "statistics.source": "sealed for this house, and gone within thirty days; the agency has the file",
    "statistics.population": "of its office and of all who are in it",
  },
  takes: [
    {
      table: "statistics.population_part",
      select:
        "select x.* from statistics.population_part x where x.agency_id = $1 order by x.joined_at, x.population_id",
    },
    {
      table: "statistics.quality_look",
      select:
        "select x.* from statistics.quality_look x where $1 in (x.agency_id, x.office_agency_id) order by x.looked_at, x.id",
    },
    {
      table: "statistics.release",
      select: "select x.* from statistics.release x where x.agency_id = $1 order by x.made_at, x.id",
    },
  ],
};
