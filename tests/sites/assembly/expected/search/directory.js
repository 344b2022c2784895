rostra.take("directory","",{"speeches":5,"passages":21,"firsts":"1"})
