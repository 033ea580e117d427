"""Documents from data: learner's sheet, trainer's guide, slides; PDF, Word and HTML from one tree."""
