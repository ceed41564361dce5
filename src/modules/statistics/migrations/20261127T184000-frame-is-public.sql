-- Everyone reads of a release which years and which version of the codebook it was counted with, and so where its numbers break.
grant select (frame) on statistics.release to leeward_visitor;
