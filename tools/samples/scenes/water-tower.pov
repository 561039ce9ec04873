#include "common.inc"
camera { right x * image_width / image_height location <-2, 1.8, -13> look_at <0, 4.0, 0> angle 40 }
Sun(<-30, 35, -30>, 1.15)
BlueSky()
plane { y, 0 Grass() }
#declare Steel = texture { pigment { rgb <0.72, 0.77, 0.8> } finish { specular 0.3 roughness 0.05 } }
#declare Roof = texture { pigment { rgb <0.4, 0.5, 0.56> } finish { specular 0.3 roughness 0.05 } }
sphere { 0, 1 scale <2.1, 0.9, 2.1> translate y * 5 texture { Steel } }
cylinder { <0, 5, 0>, <0, 6.3, 0>, 2.1 texture { Steel } }
cone { <0, 6.3, 0>, 2.2, <0, 7.35, 0>, 0.1 texture { Roof } }
sphere { <0, 7.4, 0>, 0.14 texture { Roof } }
torus { 2.25, 0.06 translate y * 5.05 texture { Roof } }
torus { 2.4, 0.03 translate y * 5.5 texture { Roof } }
cylinder { <0, 0, 0>, <0, 4.3, 0>, 0.32 texture { Steel } }
#for (I, 0, 5)
  union {
    cylinder { <2.6, 0, 0>, <1.95, 5, 0>, 0.09 }
    cylinder { <2.39, 1.6, 0>, <2.39 * cos(pi / 3), 1.6, 2.39 * sin(pi / 3)>, 0.05 }
    cylinder { <2.18, 3.2, 0>, <2.18 * cos(pi / 3), 3.2, 2.18 * sin(pi / 3)>, 0.05 }
    cylinder { <2.39, 1.6, 0>, <2.18 * cos(pi / 3), 3.2, 2.18 * sin(pi / 3)>, 0.02 }
    cylinder { <2.39 * cos(pi / 3), 1.6, 2.39 * sin(pi / 3)>, <2.18, 3.2, 0>, 0.02 }
    cylinder { <2.4, 5.05, 0>, <2.4, 5.5, 0>, 0.025 }
    texture { Steel } rotate y * (I * 60 + 12)
  }
#end
#declare S = seed(5);
#for (I, 0, 60)
  #local R = 0.9 + rand(S);
  sphere { <rand(S) * 50 - 25, R * 0.7, 18 + rand(S) * 5>, R pigment { rgb <0.08 + 0.08 * rand(S), 0.2 + 0.1 * rand(S), 0.05> } normal { granite 1 scale 0.4 } }
#end
